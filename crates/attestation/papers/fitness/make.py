"""Makes the templates of the papers of an attestation for fitness.

The tags are those of `src/fitness/papers.rs`; offices may change everything else in Word.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, DATED, heading, keep, line, opening, paper, sign, sign_each, table

HEAD = ("Руководитель организации", BLANK)


def head(document, title, under):
    opening(document, title, under, whose="{{ организация }}")


def acquainted(document, what):
    line(document, f"С {what} ознакомлен(а):", stays=True)
    sign(document, (DATED, "{{ работник.фамилия_инициалы }}"))


def order():
    document = paper("Приказ об аттестации на соответствие занимаемой должности")
    head(document, "ПРИКАЗ", "№ {{ приказ.номер }} от {{ приказ.дата }} г.")
    line(document, "О проведении аттестации педагогических работников на соответствие занимаемой должности", bold=True)
    line(document, "На основании статьи 49 Федерального закона от 29.12.2012 № 273-ФЗ и порядка, утверждённого приказом "
                   "Минпросвещения России от 24.03.2023 № 196, приказываю:")
    line(document, "1. Провести аттестацию педагогических работников по списку и графику.", stays=True)
    table(document, (1, 5.3, 3.8, 3, 3.4), [
        ("№", "Фамилия, имя, отчество", "Должность", "День заседания", "Ознакомлен(а), подпись, дата"),
        ("{%tr for р in приказ.работники %}",),
        ("{{ loop.index }}", "{{ р.фио }}", "{{ р.должность }}", "{{ р.заседание }}", ""),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "2. Ознакомить работников с приказом, списком и графиком под подпись.")
    line(document, "3. Контроль за исполнением приказа оставляю за собой.", stays=True)
    put_right(document, "приказ")
    sign(document, HEAD)
    keep(document, "order")


def schedule():
    document = paper("Приказ об изменении графика аттестации")
    head(document, "ПРИКАЗ", "№ {{ график.номер }} от {{ график.дата }} г.")
    line(document, "Об изменении графика аттестации на соответствие занимаемой должности", bold=True)
    line(document, "В связи с переносом заседания аттестационной комиссии организации приказываю изменить график, утверждённый "
                   "приказом № {{ приказ.номер }} от {{ приказ.дата }} г.:", stays=True)
    table(document, (1, 4.6, 3.3, 2.4, 2.4, 2.8), [
        ("№", "Фамилия, имя, отчество", "Должность", "Прежний день", "Новый день", "Ознакомлен(а), подпись, дата"),
        ("{%tr for р in график.работники %}",),
        ("{{ loop.index }}", "{{ р.фио }}", "{{ р.должность }}", "{{ р.прежний_день }}", "{{ р.заседание }}", ""),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Ознакомить работников с изменённым графиком под подпись.", stays=True)
    put_right(document, "график")
    sign(document, HEAD)
    keep(document, "schedule")


def presentation():
    document = paper("Представление")
    head(document, "ПРЕДСТАВЛЕНИЕ", "в аттестационную комиссию организации")
    rows = (
        ("1. Фамилия, имя, отчество", "{{ работник.фио }}"),
        ("2. Должность на дату аттестации", "{{ работник.должность }}"),
        ("3. Дата трудового договора по этой должности", "{{ представление.договор }}"),
        ("4. Уровень образования и квалификация", "{{ представление.образование }}"),
        ("5. Дополнительное профессиональное образование", "{{ представление.дпо }}"),
        ("6. Результаты предыдущих аттестаций", "{{ представление.прежние }}"),
        ("7. Мотивированная всесторонняя и объективная оценка результатов профессиональной деятельности", "{{ представление.оценка }}"),
    )
    for key, value in rows:
        heading(document, key)
        line(document, value)
    sign(document, HEAD)
    acquainted(document, "представлением")
    keep(document, "presentation")


def refusal():
    document = paper("Акт об отказе от ознакомления с представлением")
    head(document, "АКТ", "об отказе работника от ознакомления с представлением")
    line(document, "{{ отказ.дата }} г.")
    line(document, "Работник {{ работник.фио }}, {{ работник.должность }}, отказался(лась) ознакомиться под подпись "
                   "с представлением в аттестационную комиссию организации.")
    line(document, "Акт составлен в присутствии:", stays=True)
    sign_each(document, "свидетель", "отказ.свидетели")
    sign(document, HEAD)
    keep(document, "refusal")


def put_right(document, what):
    line(document, f"{{%p for правка in {what}.исправления %}}")
    line(document, "Исправлено {{ правка.дата }} г.: {{ правка.слова }}. Причина: {{ правка.причина }}.")
    line(document, "{%p endfor %}")


def because(document):
    line(document, "{%p if заседание.причина %}")
    line(document, "Причина решения: {{ заседание.причина }}")
    line(document, "{%p endif %}")
    put_right(document, "заседание")


def protocol():
    document = paper("Протокол заседания аттестационной комиссии")
    head(document, "ПРОТОКОЛ № {{ заседание.протокол }}", "заседания аттестационной комиссии организации, {{ заседание.дата }} г.")
    line(document, "Члены комиссии:", stays=True)
    line(document, "{%p for член in заседание.комиссия %}")
    line(document, "{{ loop.index }}. {{ член }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if заседание.кворум %}")
    line(document, "Присутствуют: {{ заседание.кворум }}.")
    line(document, "{%p endif %}")
    line(document, "{%p if заседание.отсутствуют %}")
    line(document, "Отсутствовали: {{ заседание.отсутствуют }}.")
    line(document, "{%p endif %}")
    line(document, "{%p for один in заседание.работники %}")
    line(document, "Рассмотрено представление на работника: {{ один.фио }}, {{ один.должность }} "
                   "(приказ № {{ один.приказ_номер }} от {{ один.приказ_дата }} г.).")
    line(document, "{%p if один.состав %}")
    line(document, "{{ один.состав }}")
    line(document, "{%p endif %}")
    line(document, "Работник на заседании: {{ один.явка }}. Сведения работника: {{ один.сведения }}.")
    line(document, "Результаты голосования: {{ один.голоса }}.")
    line(document, "Решение: {{ один.фио }} {{ один.решение }} «{{ один.должность }}».", bold=True, stays=True)
    line(document, "{%p if один.причина %}")
    line(document, "Причина решения: {{ один.причина }}")
    line(document, "{%p endif %}")
    line(document, "{%p if один.исправления %}")
    line(document, "{{ один.исправления }}")
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    line(document, "Подписи:", stays=True)
    sign_each(document, "член", "заседание.подписывают")
    keep(document, "protocol")


def extract():
    document = paper("Выписка из протокола")
    head(document, "ВЫПИСКА ИЗ ПРОТОКОЛА № {{ заседание.протокол }}", "заседания аттестационной комиссии организации, {{ заседание.дата }} г.")
    line(document, "Фамилия, имя, отчество: {{ работник.фио }}")
    line(document, "Должность: {{ работник.должность }}")
    line(document, "Результаты голосования: {{ заседание.голоса }}.")
    line(document, "Решение: {{ заседание.решение }} «{{ работник.должность }}».", bold=True)
    because(document)
    line(document, "Выписка составлена {{ выписка.дата }} г.", stays=True)
    sign(document, ("Секретарь комиссии", BLANK))
    acquainted(document, "выпиской")
    keep(document, "extract")


def unlisted():
    document = paper("Акт об отказе от ознакомления с приказом")
    head(document, "АКТ", "об отказе работника от ознакомления с приказом")
    line(document, "{{ приказ.отказ.дата }} г.")
    line(document, "Работник {{ работник.фио }}, {{ работник.должность }}, отказался(лась) расписаться в ознакомлении с приказом "
                   "о проведении аттестации на соответствие занимаемой должности, списком работников и графиком аттестации "
                   "({{ приказ.отказ.чего }}).")
    line(document, "Акт составлен в присутствии:", stays=True)
    sign_each(document, "свидетель", "приказ.отказ.свидетели")
    sign(document, HEAD)
    keep(document, "unlisted")


def unsigned():
    document = paper("Акт об отказе от ознакомления с выпиской")
    head(document, "АКТ", "об отказе работника от ознакомления с выпиской из протокола")
    line(document, "{{ выписка.отказ.дата }} г.")
    line(document, "Работник {{ работник.фио }}, {{ работник.должность }}, отказался(лась) расписаться в ознакомлении с выпиской "
                   "из протокола № {{ заседание.протокол }} заседания аттестационной комиссии организации от {{ заседание.дата }} г.")
    line(document, "Акт составлен в присутствии:", stays=True)
    sign_each(document, "свидетель", "выписка.отказ.свидетели")
    sign(document, HEAD)
    keep(document, "unsigned")


for make in (order, schedule, unlisted, presentation, refusal, protocol, extract, unsigned):
    make()
