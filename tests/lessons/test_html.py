"""A lesson as HTML: what a student reads is there, what only scripts or teachers need is not seen, and nothing runs."""

import json
from base64 import b64encode
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

from lessons import data
from lessons.html import ROOT, MissingError, Writer, key_of
from lessons.lesson import Number
from lessons.reading import read
from playground.core import address
from playground.core.plane.settings import PlaneSettings

LINK = "playground/#v=2&dataset=gaussian&features=x1,x2&hidden=2"
HEAD = """---
title: One neuron
summary: What it sees.
minutes: 8
learn: ["that $x$ is *a thing*"]
---
"""


def lesson(body):
    found, problems = read(HEAD + dedent(body), "one")
    assert problems == []
    return found


def formula(text, display):
    return f"<math>{'display ' if display else ''}{text}</math>"


def written(body, pictures=None):
    return Writer(lesson(body), formula, pictures or {}).body()


def step(body, pictures=None):
    return written(body, pictures).steps[0]


STEP = f"## First\n\n::: show {LINK}\n:::\n\n"


def test_a_step_is_a_section_with_its_number_and_title():
    found = step("## A *line*\n\nText.\n")
    assert found.startswith('<section class="lesson-step" id="step-1" aria-labelledby="step-1-title">')
    assert '<h2 id="step-1-title"><span class="number">1</span> A <em>line</em></h2><p>Text.</p>' in found


def test_formulas_are_set_within_a_line_and_by_themselves():
    found = written("One $a < b$ here:\n\n$$a = b$$\n\n## First\n")
    assert "One <math>a < b</math> here:" in found.intro
    assert '<div class="formula"><math>display a = b</math></div>' in found.intro
    assert found.learn == ["that <math>x</math> is <em>a thing</em>"]


def test_a_stated_number_is_plain_text():
    found = step(STEP + "The loss is [0.25]{test loss at step 100}, and `[1]{code}` stays.\n")
    assert "The loss is 0.25, and <code>[1]{code}</code> stays." in found


def test_html_is_text_and_harmful_links_are_none():
    found = Writer(read(HEAD + "\n<b>x</b> [y](javascript:alert(1)) [z](data:text/html,x)\n\n## First\n", "one")[0],
                   formula, {}).body().intro  # fmt: skip
    assert "<b>" not in found
    assert "<a " not in found


@pytest.mark.parametrize("target", ["https://example.org/x", "mailto:a@example.org", "../other/", "#step-2"])
def test_links_lead_to_documents(target):
    assert f'<a href="{target}">x</a>' in written(f"[x]({target})\n\n## First\n").intro


def test_a_state_is_a_link_for_the_page_beside_the_text_or_to_another_page():
    found = written(f"{STEP}## Second\n\n::: show digits/#v=2&seed=3\n:::\n").steps
    assert f'<a href="#{LINK.partition("#")[2].replace("&", "&amp;")}">' in found[0]
    assert f'<a href="{ROOT}digits/#v=2&amp;seed=3">' in found[1]


CHOICE = """::: predict
What will it be?

- [ ] A circle

  No: there are no squares.
- [x] A line

  So it is.
:::
"""


def test_answers_say_what_they_tell_and_without_scripts_which_is_right():
    found = step(STEP + CHOICE)
    assert found.count('<input type="radio" name="step-1"') == 2
    assert found.count('class="reply"') == 2
    shown, _, plain = found.partition("<noscript>")
    assert "No: there are no squares." in shown
    assert "A line" in plain
    assert "So it is." in plain
    assert "A circle" not in plain


def test_a_number_has_a_field_and_its_spans_are_hidden():
    found = step(STEP + "::: predict\nHow large?\n\nanswer: test loss ± 0.05\n- below 0.1: Too hopeful.\n:::\n\n"
                 "::: run until step 100\n:::\n\nAnd so on.\n")  # fmt: skip
    assert '<input type="number"' in found
    assert '<div class="reply" hidden data-span="0"><p>Too hopeful.</p>' in found
    assert "<li>Below 0.1: Too hopeful.</li>" in found
    assert '<p class="run">Let it run until step 100.</p><div class="after"><p>And so on.</p>' in found


CHECK = f"""::: check Tell them apart
- test loss < 0.05

  Still higher?
hint: Look.
hint: Look again.
solution: {LINK}&step=40
wrong: {LINK}
:::
"""


def test_a_check_has_goals_and_hints_in_stages_and_keeps_its_solution_to_itself():
    one = lesson(STEP + CHECK)
    found = Writer(one, formula, {}).body().steps[0]
    assert "<span>test loss &lt; 0.05</span>" in found
    first = found.index("<summary>Hint 1 of 2</summary>")
    assert first < found.index("<summary>Hint 2 of 2</summary>") < found.index("</details></details>")
    assert "step=40" not in found
    assert "step=40" not in json.dumps(data.of_lesson(one))


def test_notes_are_for_who_teaches():
    found = written(STEP + "::: notes\nAsk *them*.\n:::\n")
    assert "Ask" not in found.steps[0]
    assert found.notes == {"step-1": "<p>Ask <em>them</em>.</p>\n"}


def test_a_figure_stands_by_itself_however_its_link_is_quoted():
    link = "playground/#v=2&features=x1^2"
    found = step(
        f'{STEP}![A curve]({link} "output")\n', {key_of("v=2&features=x1^2", "output"): "<figure>here</figure>"}
    )
    assert "<figure>here</figure>" in found
    assert "<p><figure>" not in found


def test_everything_is_nested_as_it_should_be():
    html = step(STEP + CHOICE + "\n::: run until step 9\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" + CHECK
                + "\n::: reveal Why\nSo.\n:::\n")  # fmt: skip
    found = ET.fromstring(html.replace(' hidden', ' hidden=""').replace("<input", "<br/><input").replace(
        'value="1">', 'value="1"/>').replace('value="2">', 'value="2"/>'))  # fmt: skip
    names = [each.get("id") for each in found.iter() if each.get("id")]
    assert len(names) == len(set(names))
    assert {each.get("aria-labelledby") for each in found.iter()} - {None} <= {*names}


def test_the_data_are_those_of_the_lesson_and_plain():
    one = lesson(
        f"## Read\n\n{STEP}{CHOICE}\n::: run until step 200\n:::\n\n::: pause when test loss < 0.1\n:::\n\n{CHECK}"
    )
    found = json.loads(json.dumps(data.of_lesson(one), allow_nan=False))
    assert found["name"] == "one"
    reading, asking = found["steps"]
    assert reading == {"id": "step-1"}
    fragment = LINK.partition("#")[2]
    stands = address.read(fragment, PlaneSettings)[0].write()
    assert asking["state"] == {"page": "playground", "fragment": fragment, "stands": stands}
    assert asking["prediction"] == {"kind": "choice", "right": [2]}
    assert (asking["run"]["what"], asking["run"]["value"]) == ("step", 200)
    assert [each["what"] for each in asking["pauses"]] == ["test loss"]
    assert [each["words"] for each in asking["check"]["goals"]] == ["test loss < 0.05"]


def test_what_has_no_end_is_nothing_in_the_data():
    spans = "- below 0.1: Low.\n- 0.1 to 2: Well.\n"
    asked = f"::: predict\nHow large?\n\nanswer: test loss ± 0.05\n{spans}:::\n\n::: run until step 100\n:::\n"
    one = lesson(STEP + asked)
    asked = data.of_lesson(one)["steps"][0]["prediction"]
    assert asked == {"kind": "number", "quantity": "test loss", "tolerance": 0.05, "spans": [[None, 0.1], [0.1, 2]]}


def test_a_picture_beside_the_lesson_is_a_part_of_it_and_no_other_file_is(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "a b.png").write_bytes(b"a picture")
    (tmp_path / "other.png").touch()

    def steps(link):
        return (
            Writer(lesson(f'## First\n\n![It & that]({link} "Seen")\n'), formula, {}, {}, tmp_path / "course")
            .body()
            .steps[0]
        )

    found = steps("a%20b.png")
    assert f'<img src="data:image/png;base64,{b64encode(b"a picture").decode()}" alt="It &amp; that">' in found
    assert "<figcaption>Seen</figcaption>" in found
    assert "<p><figure" not in found
    for link in ("../other.png", "nowhere.png", "a.txt"):
        with pytest.raises(MissingError, match=link):
            steps(link)


def test_what_the_engine_answers_is_told_where_there_is_no_script():
    one = lesson(STEP + "::: predict\nHow large?\n\nanswer: test loss ± 0.05\n:::\n\n::: run until step 100\n:::\n")
    asked = one.steps[0].prediction
    assert isinstance(asked, Number)
    found = Writer(one, formula, {}, {asked.line: "test loss is 0.2 at step 100"}).body().steps[0]
    assert "<p>test loss is 0.2 at step 100</p>" in found.partition("<noscript>")[2]


def test_what_is_said_when_a_check_is_reached_is_there():
    found = step(STEP + CHECK + "\nWell *done*.\n")
    assert '<details class="reached"><summary>When you have done it</summary><p>Well <em>done</em>.</p>' in found
