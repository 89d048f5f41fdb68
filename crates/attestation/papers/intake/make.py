"""Makes the templates of intake: the notice of registration, the individual schedule of an attestation, the letter about a refused
intake, the book of registration.

The tags are filled in `src/intake/notice.rs`, `individual.rs`, `letter_of_refusal.rs` and `book_paper.rs` beside it.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, here, line, paper, sign, table


def notice():
    document = paper("Уведомление о регистрации заявления")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "УВЕДОМЛЕНИЕ", bold=True, centre=True)
    line(document, "о регистрации заявления", centre=True)
    line(document, "Заявление о проведении аттестации зарегистрировано.")
    line(document, "Номер дела: {{ заявление.номер }}")
    line(document, "Зарегистрировано: {{ заявление.зарегистрировано }}")
    line(document, "Педагог: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "Заявленная категория: {{ заявление.категория }}")
    line(document, "{%p if условия %}")
    line(document, "Срок, место и форма аттестации", bold=True, stays=True)
    line(document, "{%p for у in условия %}")
    line(document, "{{ у.название }}: {{ у.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p else %}")
    line(document, "До {{ назначить_до }} Центр назначит срок, место и форму аттестации и сообщит о них.")
    line(document, "{%p endif %}")
    line(document, "Решение комиссии будет принято до {{ решить_до }}.")
    line(document, "Уведомление составлено системой, подпись на нём не нужна.")
    document.save(here() / "notice.docx")


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


def book():
    document = paper("Журнал регистрации заявлений")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "ЖУРНАЛ РЕГИСТРАЦИИ ЗАЯВЛЕНИЙ", bold=True, centre=True)
    line(document, "{{ период }}", centre=True, stays=True)
    table(document, (2.3, 2.7, 6.2, 2.4, 2.9), [
        ("Номер", "Зарегистрировано", "Педагог, должность, организация", "Категория", "Как подано"),
        ("{%tr for з in заявления %}",),
        ("{{ з.номер }}", "{{ з.зарегистрировано }}", "{{ з.педагог }}, {{ з.должность }}, {{ з.организация }}",
         "{{ з.категория }}", "{{ з.как_подано }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Всего заявлений: {{ всего }}.", stays=True)
    sign(document, (BLANK, BLANK))
    line(document, "{{ сегодня }} г.")
    document.save(here() / "book.docx")


notice()
schedule()
refusal()
book()
