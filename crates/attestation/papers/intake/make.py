"""Makes the templates of intake: the notice of registration, the individual schedule of an attestation, the letter about a refused
intake, the book of registration.

The tags are filled in `src/intake/notice.rs`, `individual.rs`, `letter_of_refusal.rs` and `book_paper.rs` beside it.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, heading, keep, line, opening, paper, sign, table, teacher


def notice():
    document = paper("Уведомление о регистрации заявления")
    opening(document, "УВЕДОМЛЕНИЕ", "о регистрации заявления")
    line(document, "Заявление о проведении аттестации зарегистрировано.")
    line(document, "Номер дела: {{ заявление.номер }}")
    line(document, "Зарегистрировано: {{ заявление.зарегистрировано }}")
    teacher(document)
    line(document, "Заявленная категория: {{ заявление.категория }}")
    line(document, "{%p if условия %}")
    heading(document, "Срок, место и форма аттестации")
    line(document, "{%p for у in условия %}")
    line(document, "{{ у.название }}: {{ у.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p else %}")
    line(document, "До {{ назначить_до }} Центр назначит срок, место и форму аттестации и сообщит о них.")
    line(document, "{%p endif %}")
    line(document, "Решение комиссии будет принято до {{ решить_до }}.")
    line(document, "Уведомление составлено системой, подпись на нём не нужна.")
    keep(document, "notice")


def schedule():
    document = paper("Индивидуальный график аттестации")
    opening(document, "ИНДИВИДУАЛЬНЫЙ ГРАФИК", "проведения аттестации педагогического работника")
    teacher(document)
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
    keep(document, "schedule")


def refusal():
    document = paper("Письмо об отказе в приёме заявления")
    opening(document, "ПИСЬМО", "об отказе в приёме заявления от {{ отказ.дата }} г.")
    teacher(document)
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
    keep(document, "refusal")


def book():
    document = paper("Журнал регистрации заявлений")
    opening(document, "ЖУРНАЛ РЕГИСТРАЦИИ ЗАЯВЛЕНИЙ")
    line(document, "{{ период }}", centre=True, stays=True)
    table(document, (2.3, 2.7, 6.2, 2.4, 2.9), [
        ("Номер", "Зарегистрировано", "Педагог, должность, организация", "Категория", "Как подано"),
        ("{%tr for з in заявления %}",),
        ("{{ з.номер }}", "{{ з.зарегистрировано }}", "{{ з.педагог }}, {{ з.должность }}, {{ з.организация }}",
         "{{ з.категория }}", "{{ з.как_подано }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Всего заявлений: {{ всего }}.")
    line(document, "{{ сегодня }} г.")
    keep(document, "book")


notice()
schedule()
refusal()
book()
