"""Makes the template of the individual schedule of an attestation.

The tags are filled in `src/intake/individual.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, here, line, paper, sign, table


def schedule():
    document = paper("Индивидуальный график аттестации")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "ИНДИВИДУАЛЬНЫЙ ГРАФИК", bold=True, centre=True)
    line(document, "проведения аттестации педагогического работника", centre=True)
    line(document, "Педагог: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "Заявление: № {{ заявление.номер }}, получено {{ заявление.дата }}, заявленная категория — "
                   "{{ заявление.категория }}")
    line(document, "Форма: {{ график.форма }}. Порядок: {{ график.порядок }}. Место: {{ график.место }}.", stays=True)
    table(document, (10, 6.5), [
        ("Что проводится", "Срок"),
        ("{%tr for э in этапы %}",),
        ("{{ э.название }}", "{{ э.срок }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    sign(document, ("Составил", BLANK), ("С графиком ознакомлен", "{{ педагог.фамилия_инициалы }}"))
    line(document, "{{ сегодня }} г.")
    document.save(here() / "schedule.docx")


schedule()
