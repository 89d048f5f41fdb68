"""Makes the templates of the individual schedule of an attestation and of the letter about a refused intake.

The tags are filled in `src/intake/individual.rs` and `src/intake/letter_of_refusal.rs`.
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


def refusal():
    document = paper("Письмо об отказе в приёме заявления")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "ПИСЬМО", bold=True, centre=True)
    line(document, "об отказе в приёме заявления от {{ отказ.дата }} г.", centre=True)
    line(document, "Педагог: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "Заявление: № {{ заявление.номер }}, получено {{ заявление.дата }}, заявленная категория — "
                   "{{ заявление.категория }}")
    line(document, "В приёме заявления о проведении аттестации отказано.")
    line(document, "Причина: {{ отказ.причина }}.", bold=True)
    line(document, "Основание: {{ отказ.основание }}.")
    line(document, "{%p if отказ.пояснение %}")
    line(document, "{{ отказ.пояснение }}")
    line(document, "{%p endif %}")
    line(document, "Когда причина будет устранена, заявление можно подать снова. Если вы не согласны с отказом, его можно "
                   "обжаловать: обратитесь в Центр или в орган, который создал комиссию.", stays=True)
    sign(document, (BLANK, BLANK))
    document.save(here() / "refusal.docx")


schedule()
refusal()
