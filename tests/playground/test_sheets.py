"""Tables in every form that people bring: recognised, with what cannot be used, and the same when written again."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.files.sheet import LARGEST
from playground.core.files.sheet_written import written
from playground.core.files.source import FileProblemError
from playground.core.plane.origin import FIT, Column, Origin
from playground.core.plane.points import EXTENT, MOST_CLASSES, MOST_POINTS, Points
from playground.views.origin import told
from tests.playground.places import POINTS
from tests.playground.sheets import found

FLOWERS = [
    ("4.3", "1.25", "setosa"),
    ("5.8", "3.5", "versicolor"),
    ("7.9", "6.75", "virginica"),
    ("6.1", "1", "setosa"),
]
HEADER = ("sepal length (cm)", "petal length", "species")


def table(rows, delimiter=",", decimal=".", end="\n"):
    cells = [[cell.replace(".", decimal) if cell[0].isdigit() else cell for cell in row] for row in rows]
    return end.join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in cells) + end


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("delimiter", "decimal"), [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ","), (" ", "."), ("   ", ",")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_form_is_recognised(header, end, delimiter, decimal, encoding):
    text = table([HEADER] * header + FLOWERS, delimiter[0], decimal, end)
    text = text if '"' in text else text.replace(delimiter[0], delimiter)
    read, (points, bad, problem, _) = found(text.encode(encoding))
    assert (bad, problem) == ([], "")
    assert read.choice["delimiter"] == delimiter[0]
    assert read.choice["header"] == ("yes" if header else "no")
    assert points.labels == [0, 1, 2, 0]
    assert points.origin.classes == ("setosa", "versicolor", "virginica")
    assert points.origin.x1.name == (HEADER[0] if header else "column 1")
    xs = [x1 for x1, _, _ in points.rows]
    assert (min(xs), max(xs)) == pytest.approx((-FIT, FIT), abs=5e-5)
    assert points.origin.x1.original(xs[3]) == pytest.approx(6.1, abs=1e-4)


def test_cells_in_quotes_may_hold_anything():
    _, (points, bad, *_) = found('name,"a ""b"", c",y,kind\n"one\ntwo",1,2,"x,y"\nthree,3,4,z\n')
    assert not bad
    assert points.origin.classes == ("x,y", "z")
    assert points.origin.x1.name == 'a "b", c'


def test_bad_lines_are_named_with_the_reason_and_the_good_ones_go_on():
    _, (points, bad, problem, said) = found(
        "x,y,label\n1,2,A\n3,abc,B\n\n5,6\n7,8,\n9,9,B\n1,,B\n1,2,B,4\n1e99,2,B\n0,0,A"
    )
    assert problem == ""
    assert len(points) == 3
    assert said == "3 lines can be used, 6 cannot; a run needs at least 4 points"
    assert bad == [
        "line 3 has “abc” in y, which is no number", "line 5 has 2 columns instead of 3", "line 6 has no label",
        "line 8 has no y", "line 9 has 4 columns instead of 3", "and 1 more",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "kind"),
    [("0 1 0 1 1 0 1 0", CLASSES), ("-1 1 -1 1 1 1 -1 1", CLASSES), ("1 2 3 4 5 6 7 8", NUMBERS),
     ("0.5 1 0.5 1 0.5 1 1 1", NUMBERS)],
)  # fmt: skip
def test_few_whole_numbers_are_classes_and_all_others_numbers(column, kind):
    labels = column.split()
    text = "\n".join(f"{i},{i * i},{label}" for i, label in enumerate(labels))
    read, (points, *_) = found(text)
    assert read.kind == points.kind == kind
    if kind == CLASSES:
        assert points.origin.classes == tuple(sorted(set(labels), key=float))
    else:
        assert (min(points.labels), max(points.labels)) == pytest.approx((-1, 1))
    other = CLASSES if kind == NUMBERS else NUMBERS
    assert found(text, kind=other)[0].kind == other


def test_whatever_was_recognised_can_be_changed():
    text = "a,b,c,d\n1,2,3,x\n4,5,6,y\n7,8,9,x\n"
    read, (points, *_) = found(text)
    assert (read.x1, read.x2, read.answer) == (0, 1, 3)
    read, (points, *_) = found(text, x1="2", x2="0", answer="1", kind=NUMBERS)
    assert [points.origin.x1.name, points.origin.x2.name, points.origin.answer.name] == ["c", "a", "b"]
    assert found(text, answer="-1")[1].points.labels == [0, 0, 0]
    assert found(text, header="no")[1].bad == ["line 1 has “a” in column 1, which is no number"]
    assert found(text, delimiter=";")[1].problem == "only one column is recognised, and a point has two numbers"
    assert found(text, delimiter="nonsense", x1="99", x2="x", kind="??")[0].x1 == 0


def test_more_than_six_labels_are_no_classes():
    text = "x,y,city\n" + "\n".join(f"{i},{i},town {i}" for i in range(9))
    assert found(text)[1].problem == (
        "city has 9 different labels, and there are at most 6 classes: choose another column, or numbers"
    )


def test_of_many_lines_some_are_drawn_always_the_same():
    text = "\n".join(f"{i},{i % 97},{i % 3}" for i in range(5000))
    first, second = found(text)[1], found(text)[1]
    assert len(first.points) == MOST_POINTS
    assert first == second
    assert first.said == "5,000 lines can be used; 2,000 of them are drawn at random"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "nothing"), (b" \n\r\n ", "nothing"), (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
     (b"PK\x03\x04\x00", "no text"),
     (b"\xff\xfe\x00", "no text"), (b"1" * (LARGEST + 1), "larger than 5 MB"), (b"1," * 200_000, "too long")],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(content, words):
    with pytest.raises(FileProblemError, match=words):
        found(content)


@given(st.text(max_size=120) | st.text("0123456789,;\t .-\"'\r\nab", max_size=200))
@tried(deadline=None)
def test_any_text_is_read_or_refused(text):
    try:
        _, (points, bad, problem, _) = found(text)
    except FileProblemError:
        return
    assert (points is None) == bool(problem)
    assert all(isinstance(each, str) for each in bad)
    if points is not None:
        assert Points.read(points.text) == points
        assert all(told(points)) or points.origin is None


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(FileProblemError):
        found(data)


def names(prefix):
    return st.text("abc é(),\"'", max_size=12).map(lambda text: f"{prefix} {text}".strip())


SCALES = st.tuples(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
COLUMNS = {prefix: st.builds(lambda name, scale: Column(name, *scale), names(prefix), SCALES) for prefix in "uvw"}
ORIGINS = st.builds(
    Origin,
    COLUMNS["u"],
    COLUMNS["v"],
    COLUMNS["w"],
    st.lists(names("k"), max_size=MOST_CLASSES, unique=True).map(tuple),
)


@given(POINTS.filter(bool), st.none() | ORIGINS)
@tried(deadline=None)
def test_what_is_written_is_read_as_the_same_points(points, origin):
    points = Points(points.kind, points.rows, origin)
    read, (again, bad, problem, _) = found(
        written(points), delimiter=",", header="yes", x1="0", x2="1", answer="2", kind=points.kind
    )
    assert (bad, problem) == ([], "")
    assert again.rows == points.rows
    if origin is None:
        assert again == points
    else:
        for column, known in zip(again.origin[:2], origin[:2], strict=True):
            assert column.original(EXTENT) == pytest.approx(known.original(EXTENT), rel=1e-6, abs=1e-6 * known.factor)
    assert read.choice["delimiter"] == ","


def test_a_table_that_was_written_is_recognised_by_itself_with_the_digits_that_it_had():
    text = table([HEADER, *FLOWERS])
    points = found(text)[1].points
    rows = list(csv.reader(io.StringIO(written(points))))
    assert [tuple(row) for row in rows] == [HEADER, *FLOWERS]
    assert found(written(points))[1].points == points
    fewer = Points(points.kind, points.rows[1:], points.origin)
    assert "sepal length (cm) [4.3 to 7.9]" in written(fewer)
    assert found(written(fewer))[1].points.rows == fewer.rows


def test_a_scale_is_said_in_words():
    points = found(table([HEADER, *FLOWERS]))[1].points
    assert told(points) == [
        "x₁ = sepal length (cm): 4.3 … 7.9 → −5.4 … +5.4",
        "x₂ = petal length: 1 … 6.75 → −5.4 … +5.4",
        "class = species: A setosa, B versicolor, C virginica",
    ]
    assert told(Points(CLASSES, ((0, 0, 1),))) == []
