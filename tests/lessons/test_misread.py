"""What a teacher may write that is easily misread: it is understood, or something is said."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.lesson import Choice
from lessons.reading import read

LINK = "playground/#v=2&dataset=gaussian&features=x1,x2&hidden=2"
HEAD = "---\ntitle: One\nsummary: It.\nminutes: 8\nlearn: [it]\n---\n"
CHECK = f"::: check Try\n- test loss < 1\n\nhint: Go.\n\nsolution: {LINK}\nwrong: {LINK}\n:::\n"
CHOICES = "::: predict\nWhat?\n\n- [ ] a\n\n  No.\n- [x] b\n:::\n"


def both(text):
    found, problems = read(text, "one")
    return found, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"\ufeff{HEAD}## A\n{CHOICES}", id="byte order mark"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("  No", "\tNo"), id="tab"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("- [", "* ["), id="stars"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("- [", "1. [").replace("  No", "   No"), id="numbers"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("- [", "  - [").replace("  No", "    No"), id="indented"),
        pytest.param(f"{HEAD}## A\n{CHOICES}".replace("::: predict", ":::predict"), id="no space"),
        pytest.param(f"{HEAD}## A ##\n{CHOICES}".replace("::: predict", "::::  predict  "), id="four colons"),
    ],
)
def test_it_is_understood(text):
    found, problems = both(text)
    assert problems == []
    [step] = found.steps
    assert isinstance(step.prediction, Choice)
    assert (step.title, step.prediction.question) == ("A", "What?")
    assert [(one.words, one.is_right, one.told) for one in step.prediction.answers] == [
        ("a", False, "No."),
        ("b", True, ""),
    ]


@pytest.mark.parametrize("link", [
    f"https://me.org/glassbox/{LINK.removeprefix('playground/')}", f"https://me.org/glassbox/engine/{LINK[11:]}",
    f"http://localhost:8000/{LINK[11:]}", f"localhost:8000/index.html{LINK[11:]}", f"<{LINK}>", f"[here]({LINK})",
    LINK.replace("x1,x2", "x1%2Cx2"), f"playground/#{LINK[12:].replace('=', '%3D').replace('&', '%26')}",
    LINK[11:],
])  # fmt: skip
def test_a_link_is_read_however_it_was_copied(link):
    found, problems = both(f"{HEAD}## A\n::: show {link}\n:::\n")
    assert problems == []
    state = found.steps[0].state
    assert state is not None
    assert state.place.settings.hidden == [2]
    assert state.place.settings.features == ["x1", "x2"]
    assert state.page == ("engine" if "engine" in link else "playground")


def test_a_link_of_the_digits_is_one():
    found, problems = both(
        f"{HEAD}## A\n::: show digits/#v=2&dropout=25\n:::\n::: run until test accuracy > 90 %\n:::\n"
    )
    assert problems == []
    assert found.steps[0].state is not None
    assert found.steps[0].state.place.settings.dropout == 25


def test_words_of_a_part_may_be_large_and_apart_and_what_they_say_on_the_next_line():
    text = CHECK.replace("hint:", "Hint :").replace("solution: ", "solution:\n")
    found, problems = both(f"{HEAD}## A\n{text}")
    assert problems == []
    check = found.steps[0].check
    assert check is not None
    assert check.hints == ("Go.",)
    assert check.solution is not None


def test_what_is_told_may_stand_right_below_a_condition():
    found, problems = both(f"{HEAD}## A\n{CHECK.replace('< 1', '< 1' + chr(10) + '  Not yet.')}")
    assert problems == []
    check = found.steps[0].check
    assert check is not None
    assert [(goal.condition.words, goal.told) for goal in check.goals] == [("test loss < 1", "Not yet.")]


def test_code_ends_no_block_and_begins_no_step():
    found, problems = both(f"{HEAD}## A\n::: reveal\n```\n:::\n## B\n<b>\nhint:\n```\n:::\nAfter `<i>`.\n")
    assert problems == []
    [step] = found.steps
    assert step.reveals == (("Show the answer", "```\n:::\n## B\n<b>\nhint:\n```"),)
    assert step.text == "After `<i>`."


def test_a_list_within_what_is_told_stays_there():
    told = "  Because:\n\n  - of this\n  - of that\n"
    found, problems = both(f"{HEAD}## A\n{CHOICES.replace('  No.' + chr(10), told)}")
    assert problems == []
    prediction = found.steps[0].prediction
    assert isinstance(prediction, Choice)
    assert [answer.told for answer in prediction.answers] == ["Because:\n\n- of this\n- of that", ""]


@pytest.mark.parametrize(("body", "said"), [
    ("## A\n```\nx", "line 8: the code that begins here does not end"),
    ("## A\n::: Show x\n:::", "line 8: there is no block `Show`: do you mean `show`?"),
    ("## A\n:::", "line 8: this `:::` ends nothing"),
    ("## A\n::: notes\nx\n## B", "line 8: `notes` is not closed"),
    ("## A\n::: notes\nx\n::: reveal\ny\n:::", "line 8: `notes` is not closed"),
    ("# A\n## B", "line 7: a step begins with `##`, not with `#`"),
    ("##A", "line 7: a step begins with `##` and a space"),
    ("## \n", "line 7: a step needs a title"),
    ("## A\n" + CHOICES.replace("  No.", "No."), "line 13: this belongs to nothing: indent it"),
    ("## A\n" + CHOICES.replace("[ ]", "[]"), "line 11: an answer begins with `[ ]`"),
    ("## A\n" + CHOICES.replace("[ ] a", "[ ]a"), "line 11: an answer begins with `[ ]`"),
    ("## A\n" + CHOICES.replace("[ ]", "[x]"), "line 8: every answer is right"),
    ("## A\n" + CHOICES.replace("What?", ""), "line 8: the prediction asks nothing"),
    ("## A\n::: predict\nWhat?\n\nanswer: test loss ± 1\n:::", "line 8: the run answers this"),
    ("## A\n::: predict\nWhat?\n\ndraw: a cat\n:::", "line 11: what is drawn is the boundary"),
    (f"## A\n::: run step 3\n:::\n::: show {LINK}\n:::", "line 10: `show` stands before `run`"),
    (f"## A\n::: show {LINK}\n:::\n::: run\n:::", "line 10: `run` says when"),
    (f"## A\n::: show {LINK}\n:::\n::: run until noise = 5\n:::", "line 10: a run does not change its noise"),
    (f"## A\n::: show {LINK}\nHere it is.\n:::", "line 8: `show` holds `look at:` and `controls:` alone"),
    (f"## A\n::: show {LINK}\nlook at: outptu, loss\n:::", "line 9: the page has no “outptu”: do you mean `output`?"),
    (f"## A\n::: show {LINK}\ncontrols: Learning rate, wheel\n:::", "line 9: the page has no “wheel”; there are"),
    (f"## A\n![x]({LINK} 'lost')", "line 8: there is no picture of “lost”; there are output, loss, network"),
    ("## A\n::: show http://[#a=1\n:::", "line 8: “http://[” is no address"),
    ("## A\n::: show playground/\n:::", "line 8: a link is missing"),
    ("## A\n" + CHECK.replace("wrong: playground", "wrong: digits"), "line 14: the link says something that cannot be"),
    ("## A\n" + CHECK.replace("- test loss < 1", "- test accuracy > 0.97"), "line 9: test accuracy is in per cent"),
    ("## A\n" + CHECK.replace("- test loss < 1", "- test loss < 0,05"), "line 9: “test loss < 0,05” compares"),
    ("## A\nIt is [0.2]{test loss}.", "line 8: no page is shown here"),
    (f"## A\n::: show {LINK}\n:::\nIt is [0,2]{{test loss}}.", "line 10: “0,2” is no number"),
    ("## A\nx <b>bold</b>", "line 8: “<b>” is HTML"),
    ("## A\nx\ny <img src=x onerror=alert(1)>", "line 9: “<img src=x onerror=alert(1)>” is HTML"),
    ("## A\n\n<script>\nalert(1)\n</script>", "line 9: “<script>” is HTML"),
    ("## A\n::: notes\n<i>x</i>\n:::", "line 9: “<i>” is HTML"),
    ("## A\n[x](javascript:alert(1))", "line 8: a link may lead to"),
    ("## A\n[x](JAVA&#9;script:alert(1))", "line 8: a link may lead to"),
    ("## A\n[x][y]\n\n[y]: data:text/html,x", "line 8: a link may lead to"),
    ("## A\n![x](data:image/png;base64,AA)", "line 8: a link may lead to"),
    ("## A\n![x](https://a.org/b.png)", "line 8: a picture lies beside the lesson"),
    ("## A\n![x](playground/#step)", "line 8: a link is missing"),
    ("## A\n<vbscript:x>", "line 8: a link may lead to"),
    ("## A\n$\\href{javascript:alert(1)}{x}$", "line 8: `\\href` has no place in a formula"),
    ("## A\n\n| a | b |\n|---|---|\n| $|x|$ | y |", "line 11: in a table, `|` ends a cell"),
])  # fmt: skip
def test_something_is_said(body, said):
    found = both(HEAD + body)[1]
    assert any(problem.startswith(said) for problem in found), found


@pytest.mark.parametrize("text", [
    "$a < b > c$ and $$x<y>z$$", "a < b", "[x](#part)", "[x](../other/#a=1:2)", "[x](https://a.org)", "<https://a.org>",
    "[x](mailto:a@b.org)", "`<b>`", "### Within a step", "| a |\n|---|\n| $x$ |", "- [ ] no answer\n\nText.",
])  # fmt: skip
def test_nothing_is_said_of_plain_prose(text):
    assert both(f"{HEAD}## A\n\n{text}\n")[1] == []


@pytest.mark.parametrize(("head", "said"), [
    ("---\ntitle: A\n", "line 1: the head does not end"),
    ("---\n- a\n---\n", "line 1: the head is no list of lines like"),
    ("---\ntitle: A\nlearn: [{a: b}]\n---\n", "line 3: `learn` is a list of texts"),
    ("---\nminutes: 0\n---\n", "line 2: `minutes` says how long"),
    ("---\nminutes: yes\n---\n", "line 2: `minutes` is a whole number"),
    ("---\ntitle: <b>A</b>\n---\n", "line 1: “<b>” is HTML"),
])  # fmt: skip
def test_something_is_said_of_the_head(head, said):
    found = both(head + "## A\n")[1]
    assert any(problem.startswith(said) for problem in found), found


SCRAPS = st.sampled_from([
    "---\n", "title: A: b\n", "minutes: 3\n", "needs: [a]\n", "## A\n", "# ", "##", ":::\n", "::: show ", ":::: ",
    LINK, "digits/#v=2", "#step=9&log=3:learning_rate:0.1\n", "#log=9:x", "::: predict\n", "::: check Try\n",
    "::: run until ", "::: pause ", "step 200\n", "test loss < 0.05\n", "test accuracy rises for 3 epochs\n",
    "hidden = 2,3\n", "features are x1", "answer: test loss ± 0.1\n", "- below 3: x\n", "draw: boundary\n",
    "- [ ] a\n", "- [x] b\n\n  told\n", "  ", "\t", "\n", "\n\n", "```\n", "~~~", "[3]{test loss at step 9}",
    "![x](playground/#step=1 “loss”)", "solution: ", "wrong:", "hint:\n", "look at: a, b\n", "<b>", "<!--",
    "[a](javascript:x)", "$x$", "$$", "| a |\n", "\r\n", "\x0c", "\u2028", "\ufeff", "\0", "&#0;", "[", "](",
    "http://[", "%", "%00", "=", "&",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(SCRAPS | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_at_all_is_read(text):
    found, problems = read(text, "any")
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert found.name == "any"
    assert problems
    assert all(1 <= problem.line <= count and problem.words for problem in problems), problems


@settings(max_examples=200, deadline=None)
@given(st.lists(SCRAPS | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_behind_a_head_is_read(text):
    found, problems = read(f"{HEAD}\n## A\n::: show {LINK}\n:::\n{text}", "any")
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 11
    assert found.steps[0].title == "A"
    assert all(1 <= problem.line <= count and problem.words for problem in problems), problems


def test_a_text_is_read_where_it_stands():
    show, run = f"::: show {LINK}\n:::\n", "::: run until step 9\n:::\n"
    found, problems = both(f"{HEAD}## A\na\n{show}b\n{CHOICES}c\n{run}d\n## B\ne\n{CHOICES}f\n{CHECK}g\n")
    assert problems == []
    first, second = found.steps
    assert (first.text, first.after) == ("a\n\nb\n\nc", "d")
    assert second.check is not None
    assert (second.text, second.after, second.check.after) == ("e", "f", "g")


def test_a_step_stands_as_it_was_shown_last():
    body = dedent(f"""
        ## A

        ::: show digits/#v=2
        :::

        ## B

        ::: check Try
        - at most 4 neurons

        solution: {LINK}
        wrong: digits/#v=2
        :::
        """)
    assert [said[:40] for said in both(HEAD + body)[1]] == [
        "line 16: “neurons” is nothing that a run",
        "line 18: this leads to playground, but t",
    ]
