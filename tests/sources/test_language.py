"""Only English is read; a refusal names the language."""
# ruff: noqa: E501 - lines of mark-up and of foreign words read better whole

from __future__ import annotations

import pytest

from whosays.sources.language import detect_language, language_name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shells hit Tesk.", "en"),
        ("Zelenskyy, Umerov, Syrskyi, Budanov, Podolyak", "en"),  # names alone tell no language
        ("“Слава Україні,” said the governor, who was in the city when the first shells hit it at dawn.", "en"),
        ("TWO PEOPLE WERE KILLED WHEN A BUS WAS HIT BY A SHELL IN THE NORTH OF THE PROVINCE, THE ARMY SAID", "en"),
        ("12,000 2024-11-06", "en"),
        ("Президент сказал, что войска отошли из города после долгих боёв.", "ru"),
        ("Президент заявив, що війська відступили з міста після тривалих боїв і перемовин.", "uk"),
        ("قال الرئيس إن القوات انسحبت من المدينة بعد معارك طويلة.", "ar"),
        ("대통령은 군대가 도시에서 철수했다고 말했다.", "ko"),
        ("Die Regierung teilte am Montag mit, dass die Truppen bis Ende des Monats aus der Stadt abziehen werden, nachdem "
         "sich beide Seiten auf einen Korridor geeinigt hatten.", "de"),
        ("Cumhurbaşkanı pazartesi günü yaptığı açıklamada birliklerin ay sonuna kadar kentten çekileceğini, iki tarafın "
         "bir koridor üzerinde anlaştığını ve görüşmelerin sürdüğünü, ayrıntıların yarın açıklanacağını söyledi.", "tr"),
    ],
)  # fmt: skip
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_language_names() -> None:
    assert language_name("uk") == "Ukrainian"
    assert language_name("xx") == "xx"
