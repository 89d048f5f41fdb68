"""Makes the template of an act of erasure.

The tags are filled in `src/retention/erasure/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import keep, line, opening, paper, sign_each, table

LINES = (
    "Оператор персональных данных: {{ организация }}{% if адрес %}, {{ адрес }}{% endif %}.",
    "Персональные данные уничтожены в связи с истечением срока хранения.",
    "Дата уничтожения: {{ акт.уничтожено }}.",
    "Основание: истёк срок хранения: {{ основание }}.",
    "Чьи данные: педагогические работники, чьи дела перечислены ниже по номерам.",
    "Какие данные: {{ данные }}.",
    "Где хранились: {{ носитель }}.",
    "Каким способом: {{ способ }}.",
)


def erasure():
    document = paper("Акт об уничтожении персональных данных")
    line(document, "{{ организация }}", centre=True)
    line(document, "{%p if акт.проект %}")
    line(document, "ПРОЕКТ", centre=True)
    line(document, "{%p endif %}")
    opening(document, "АКТ", whose="")
    line(document, "об уничтожении персональных данных", bold=True, centre=True)
    line(document, "№ {{ акт.номер }} от {{ акт.дата }}", centre=True)
    line(document, "Комиссия в составе:", stays=True)
    line(document, "{%p for ч in комиссия %}")
    line(document, "{{ ч }}")
    line(document, "{%p endfor %}")
    line(document, "составила этот акт о следующем.")
    for text in LINES:
        line(document, text)
    table(document, (1, 3, 4.7, 2.6, 2.6, 2.6), [
        ("№", "Номер дела", "Должность", "Получено", "Закончено", "Хранить до"),
        ("{%tr for д in дела %}",),
        ("{{ д.номер }}", "{{ д.дело }}", "{{ д.должность }}", "{{ д.получено }}", "{{ д.закончено }}", "{{ д.хранить }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Всего дел: {{ всего }}.", stays=True)
    line(document, "Члены комиссии:", stays=True)
    sign_each(document, "ч", "комиссия")
    keep(document, "erasure")


erasure()
