"""Plain text and Markdown: words unchanged, header lines as fields."""

from __future__ import annotations

from whosays.sources import open_report

STORY = "Two drones were shot down over the port of Velmar early on Wednesday, the governor said."


def test_title_line_and_dateline() -> None:
    report = open_report(f"Drones over Velmar port\n\nVELMAR, Nov. 6, 2024 (Wire) - {STORY}\r\n".encode())
    assert report.title == "Drones over Velmar port"
    assert report.text == f"VELMAR, Nov. 6, 2024 (Wire) - {STORY}"
    assert (report.published, report.published_from) == ("2024-11-06", "text")


def test_first_sentence_is_no_title() -> None:
    report = open_report(f"{STORY}\n\nNo one was hurt.".encode())
    assert report.title is None
    assert report.text == f"{STORY}\n\nNo one was hurt."


def test_header_lines() -> None:
    head = "Title: Drones over Velmar\nSource: Courier\nDate: 6 November 2024\nURL: https://a.example/x\n"
    report = open_report(f"{head}\n{STORY}\n".encode())
    assert (report.title, report.publisher, report.published, report.published_from) == (
        "Drones over Velmar", "Courier", "2024-11-06", "metadata",
    )  # fmt: skip
    assert report.text == STORY


def test_a_line_with_a_colon_is_no_header() -> None:
    text = f"Velmar: {STORY}\n\nMore follows."
    assert open_report(text.encode()).text == text


def test_markdown_marks_go_and_words_stay() -> None:
    marked = (
        f"---\ntitle: Drones\ndate: 2024-11-06\n---\n\n## What happened\n\n**{STORY}** See [the map](https://a.example/m).\n\n"
        "> No one was _hurt_.\n\n* one drone_x\n* two\n\n![smoke](a.png)\n"
    )
    report = open_report(marked.encode())
    assert report.text == f"What happened\n\n{STORY} See the map.\n\nNo one was hurt.\n\none drone_x\ntwo"
    assert (report.title, report.published) == ("Drones", "2024-11-06")


def test_markdown_title() -> None:
    report = open_report(f"# Drones over *Velmar*\n\n{STORY}\n".encode())
    assert report.title == "Drones over Velmar"
    assert report.text == STORY
