"""Makes the template of an act of erasure.

The tags are filled in `src/retention/erasure/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, here, line, paper, table


def erasure():
    document = paper("Акт об уничтожении персональных данных")
    line(document, "{{ организация }}", centre=True)
    line(document, "{%p if акт.проект %}")
    line(document, "ПРОЕКТ", bold=True, centre=True)
    line(document, "{%p endif %}")
    line(document, "АКТ", bold=True, centre=True)
    line(document, "об уничтожении персональных данных", bold=True, centre=True)
    line(document, "№ {{ акт.номер }} от {{ акт.дата }}", centre=True)
    line(document, "Комиссия в составе:")
    line(document, "{%p for ч in комиссия %}")
    line(document, "{{ ч }}")
    line(document, "{%p endfor %}")
    line(document, "составила этот акт о следующем.")
    line(document, "Персональные данные уничтожены в связи с истечением срока хранения.")
    line(document, "Основание: {{ основание }}.")
    line(document, "Чьи данные: педагогические работники, чьи дела перечислены ниже по номерам.")
    line(document, "Какие данные: {{ данные }}.")
    line(document, "Где хранились: {{ носитель }}.")
    line(document, "Каким способом: {{ способ }}.")
    table(document, (1, 2.7, 5, 2.6, 2.6, 2.6), [
        ("№", "Номер дела", "Должность", "Получено", "Закончено", "Хранить до"),
        ("{%tr for д in дела %}",),
        ("{{ д.номер }}", "{{ д.дело }}", "{{ д.должность }}", "{{ д.получено }}", "{{ д.закончено }}", "{{ д.хранить }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Всего дел: {{ всего }}.")
    line(document, "Члены комиссии:", stays=True)
    line(document, "{%p for ч in комиссия %}")
    line(document, f"{BLANK} {{{{ ч }}}}")
    line(document, "{%p endfor %}")
    document.save(here() / "erasure.docx")


erasure()
