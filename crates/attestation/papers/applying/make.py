"""Makes the templates of the ходатайство of an employer for the categories of methodist and mentor, of the application and
the consent that are signed by hand, and of the receipt of an application.

The tags are filled in `src/applying/petition.rs`, `by_hand.rs` and `receipt.rs` beside it.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, DATED, heading, keep, line, opening, paper, sign

BY_HAND = "_" * 64


def to_the_commission(document):
    """To whom a paper is written."""
    line(document, "В аттестационную комиссию", right=True)
    line(document, "{{ центр.название }}", right=True)


def petition():
    document = paper("Ходатайство работодателя")
    to_the_commission(document)
    opening(document, "ХОДАТАЙСТВО", "об установлении квалификационной категории «{{ категория }}»", whose="{{ организация }}")
    line(document, "{{ организация }} ходатайствует об установлении квалификационной категории «{{ категория }}» "
                   "педагогическому работнику:", stays=True)
    line(document, "Фамилия, имя, отчество: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "{%p for о in сведения %}")
    line(document, "{{ о.название }}: {{ о.ответ }}")
    line(document, "{%p endfor %}")
    heading(document, "О {{ деятельность }} деятельности педагога")
    line(document, "{%p for р in результаты %}")
    heading(document, "{{ р.название }}")
    line(document, "{{ р.текст }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if not результаты %}")
    for _ in range(3):
        line(document, BY_HAND)
    line(document, "{%p endif %}")
    line(document, "Ходатайство рассмотрено и поддержано коллегиальным органом управления организации "
                   "(____________________________), протокол № ______ от «____» ______________ 20___ г.", stays=True)
    sign(document, ("Руководитель организации", BLANK), ("Согласовано: председатель профсоюзной организации", BLANK))
    line(document, DATED)
    keep(document, "petition")


def application():
    document = paper("Заявление о проведении аттестации")
    to_the_commission(document)
    line(document, "{{ педагог.фио }}", right=True)
    line(document, "{{ педагог.должность }}", right=True)
    line(document, "{{ педагог.организация }}", right=True)
    opening(document, "ЗАЯВЛЕНИЕ", "о проведении аттестации", whose="")
    line(document, "Прошу провести аттестацию в целях установления {{ просьба }}.")
    line(document, "{%p for р in разделы %}")
    heading(document, "{{ р.название }}")
    line(document, "{%p for о in р.ответы %}")
    line(document, "{{ о.вопрос }}: {{ о.ответ }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endfor %}")
    line(document, "{%p if курсы %}")
    heading(document, "Повышение квалификации")
    line(document, "{%p endif %}")
    line(document, "{%p for к in курсы %}")
    line(document, "{{ к.название }}: {{ к.сведения }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if документы %}")
    heading(document, "К заявлению приложены документы")
    line(document, "{%p endif %}")
    line(document, "{%p for д in документы %}")
    line(document, "{{ loop.index }}. {{ д.название }}")
    line(document, "{%p endfor %}")
    line(document, "Подтверждаю, что сведения и документы верны.", stays=True)
    sign(document, (DATED, "{{ педагог.фамилия_инициалы }}"))
    keep(document, "application")


def consent():
    document = paper("Согласие на обработку персональных данных")
    opening(document, "СОГЛАСИЕ", "на обработку персональных данных", whose="")
    line(document, "Кто даёт согласие: {{ педагог.фио }}")
    line(document, "Кому: {{ центр.название }}")
    line(document, "К какому заявлению: о проведении аттестации в целях установления {{ просьба }}")
    line(document, "{%p for а in текст %}")
    line(document, "{{ а.абзац }}")
    line(document, "{%p endfor %}")
    line(document, "Редакция текста: {{ редакция }}", stays=True)
    sign(document, (DATED, "{{ педагог.фамилия_инициалы }}"))
    keep(document, "consent")


def receipt():
    document = paper("Расписка в получении заявления")
    opening(document, "РАСПИСКА", "в получении заявления")
    line(document, "Заявление о проведении аттестации получено.")
    line(document, "{%p for с in сведения %}")
    line(document, "{{ с.название }}: {{ с.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if дальше %}")
    heading(document, "Что будет дальше")
    line(document, "{%p for д in дальше %}")
    line(document, "{{ д }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if документы %}")
    heading(document, "Документы, поданные с заявлением")
    line(document, "{%p for д in документы %}")
    line(document, "{{ loop.index }}. {{ д }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if подпись %}")
    heading(document, "Подпись")
    line(document, "{%p for п in подпись %}")
    line(document, "{{ п.название }}: {{ п.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "Расписка составлена системой, подпись на ней не нужна.")
    keep(document, "receipt")


petition()
application()
consent()
receipt()
