"""What is guessed of a table, what somebody may choose otherwise, and what is said before its points are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.files.sheet import of_text
from playground.core.files.sheet_reading import reading
from playground.core.files.source import FileProblemError
from playground.views.origin import told
from tests.playground.sheets import found

QUOTED = 'x,y,c\n"1,5","2,5","A, big"\n"-1,5","0,5","B ""q"""\n"2","-3,25",C\n"0,5","1",C\n'


def test_decimal_commas_in_quotes_are_recognised_where_the_comma_ends_a_cell():
    read, (points, bad, problem, _) = found(QUOTED)
    assert (read.choice["delimiter"], read.choice["decimal"], read.choice["header"]) == (",", ",", "yes")
    assert (bad, problem) == ([], "")
    assert points.origin.classes == ("A, big", 'B "q"', "C")
    assert points.origin.x1.original(points.rows[0][0]) == pytest.approx(1.5, abs=1e-4)


def test_commas_in_quotes_that_may_stand_between_thousands_are_no_decimal_commas():
    read, (_, bad, *_) = found('x,y,c\n"1,250",1,A\n3,2,B\n5,3.5,A\n')
    assert read.choice["decimal"] == "."
    assert bad == ["line 2 has “1,250” in x, which is no number"]


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_decimal_mark_that_was_chosen_holds(decimal):
    read, _ = found(QUOTED, delimiter=",", decimal=decimal)
    assert read.choice["decimal"] == read.decimal == decimal
    assert found(QUOTED, decimal="nonsense")[0].decimal == ","


def test_no_column_is_taken_twice():
    text = "x,y,c\n" + "".join(f"{'q' if i % 2 else i},{i * i},{'AB'[i % 4 // 2]}\n" for i in range(300))
    read, (points, bad, *_, said) = found(text)
    assert (read.x1, read.x2, read.answer) == (0, 1, 2)
    assert len(points) == 150
    assert bad[0] == "line 3 has “q” in x, which is no number"
    assert said == "150 lines can be used, 150 cannot"
    half = found(text.replace("AB", "CD"), x1="1")[0]
    assert (half.x1, half.x2, half.answer) == (1, 0, 2)


@given(
    st.lists(st.lists(st.sampled_from(["1", "2.5", "q", "", "x"]), min_size=3, max_size=4), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(["x1", "x2", "answer"]), st.sampled_from("0123"), max_size=1),
)
def test_what_is_guessed_is_no_column_that_something_else_is_already(rows, chosen):
    read = reading(of_text("\n".join(map(",".join, [["a", "b", "c"], *rows]))), {"delimiter": ",", **chosen})
    columns = [each for each in (read.x1, read.x2, read.answer) if each != -1]
    assert len(set(columns)) == len(columns) >= 2


def test_who_chooses_a_column_twice_is_told():
    text = "a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,9,y\n"
    assert found(text, x1="1", x2="1")[1].said == "4 lines can be used; x₁ and x₂ are the same column"
    assert found(text, answer="0", x1="0")[1].said == "4 lines can be used; what is to be learned is x₁ itself"
    assert found(text, answer="1", x2="1")[1].said == "4 lines can be used; what is to be learned is x₂ itself"


@pytest.mark.parametrize(
    "first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "sep=;\n\n# of a friend; 3 of them\n", "\n#\n\n  # 2\n"]
)
def test_what_excel_says_of_a_delimiter_and_remarks_before_the_header_are_no_lines(first):
    read, (points, bad, problem, _) = found(first + "x;y;c\n1,5;2;A\n2;q;B\n3;4;B\n")
    assert read.names == ["x", "y", "c"]
    assert read.choice["delimiter"] == ";"
    assert (len(points), problem) == (2, "")
    assert bad == [f"line {first.count(chr(10)) + 3} has “q” in y, which is no number"]


def test_a_delimiter_that_is_said_holds_against_what_seems_to_be_one_unless_somebody_knows_better():
    text = "sep=;\na,b;c,d\n1,2;3,4\n5,6;7,8\n"
    assert found(text)[0].choice["delimiter"] == ";"
    assert found(text, delimiter=",")[0].choice["delimiter"] == ","
    assert found("sep=|\nx,y\n1,2\n")[0].choice["delimiter"] == ","
    with pytest.raises(FileProblemError, match="nothing"):
        found("sep=;\n# all of it\n")


def test_a_column_without_a_name_is_called_by_its_number():
    read, (points, *_) = found("x,,c\n1,2,A\n3,5,B\n4,,B\n")
    assert read.names == ["x", "column 2", "c"]
    assert points.origin.x2.name == "column 2"
    assert found("x,,c\n1,2,A\n4,,B\n")[1].bad == ["line 3 has no column 2"]


def test_an_empty_first_cell_before_a_tab_is_a_column():
    assert found("\tx\ty\n1\t2\t3\n2\t3\t5\n")[0].names == ["column 1", "x", "y"]


@pytest.mark.parametrize(
    ("rows", "x1", "x2"),
    [
        ("0,0,A 98,6,B 50,3,A 20,2,B", "0 … 98", "0 … 6"),
        ("8.38,1000000,A 17.92,3000000,B 9,2000000,A", "8.38 … 17.92", "1,000,000 … 3,000,000"),
        ("-0.1,1e-7,A 0.2,3e-7,B", "−0.1 … 0.2", "1·10⁻⁷ … 3·10⁻⁷"),
        ("1000000.1,1e20,A 1000000.7,-4e25,B", "1,000,000.1 … 1,000,000.7", "−4·10²⁵ … 1·10²⁰"),
        ("2020.5,0.1,A 2021.25,0.7,B", "2,020.5 … 2,021.25", "0.1 … 0.7"),
        ("0,-1e30,A 1e-28,1e30,B", "0 … 1·10⁻²⁸", "−1·10³⁰ … 1·10³⁰"),
        ("7,7,A 7,7,B", "1.6 … 12.4", "1.6 … 12.4"),
    ],
)
def test_ranges_are_told_without_the_noise_of_rounding(rows, x1, x2):
    points = found("u,v,c\n" + rows.replace(" ", "\n"))[1].points
    assert told(points)[0] == f"x₁ = u: {x1} → −5.4 … +5.4"
    assert told(points)[1] == f"x₂ = v: {x2} → −5.4 … +5.4"


def test_a_link_has_no_more_digits_than_a_table():
    points = found("u,v,c\n8.38,0,A\n17.92,1,B\n")[1].points
    assert points.origin.x1.offset == 13.15
    assert len(repr(points.origin.x1.factor)) <= 16


def test_before_points_are_taken_it_is_said_what_a_run_needs():
    assert found("x,y,c\n1,2,A\n3,4,B\n5,6,A\n")[1].said == "3 lines can be used; a run needs at least 4 points"
    assert found("x,y,c\n1,2,A\n3,4,\n")[1].said == "1 line can be used, 1 cannot; a run needs at least 4 points"
    same = "x,y,c\n" + "1,2,A\n" * 5
    assert found(same)[1].said == "5 lines can be used; a run needs points of two classes"
    many = "x,y,c\n?,1,A\n" + "\n".join(f"{i},{i % 97},{'AB'[i % 2]}" for i in range(5000))
    assert found(many)[1].said == ("5,000 lines can be used, 1 cannot; 2,000 of those that can are drawn at random")


def test_a_number_that_is_too_large_is_one():
    assert found("x,y,c\n1e300,2,A\n1,2,B\n-1e999,1,A\n")[1].bad == [
        "line 2 has “1e300” in x, which is too large", "line 4 has “-1e999” in x, which is too large",
    ]  # fmt: skip


def test_names_of_several_words_in_a_list_are_quoted_if_a_comma_is_among_them():
    points = found('x,y,c\n1,2,"Rose, red"\n3,4,Tulip\n2,3,a b\n')[1].points
    assert told(points)[2] == "class = c: A “Rose, red”, B Tulip, C a b"
