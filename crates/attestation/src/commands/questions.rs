//! What must always be true of the rows: each question answers the ids that break it, and none when all is well.

/// One question.
pub(super) struct Question {
    /// What must be true, in Russian.
    pub(super) law: &'static str,
    /// Answers one text column: what breaks it.
    pub(super) breaking: &'static str,
}

const fn law(law: &'static str, breaking: &'static str) -> Question {
    Question { law, breaking }
}

/// Every question.
pub(super) const ALL: &[Question] = &[
    law(
        "у законченного дела известен день, когда оно закончено",
        "select id from applications where stage in ('published', 'withdrawn', 'intake_refused', 'archived', 'erased') and over_at is null",
    ),
    law(
        "у вида записей в один день действует один срок хранения",
        "select a.record || ' ' || a.valid_from from retention_terms a join retention_terms b on b.record = a.record
         where b.valid_from > a.valid_from and b.valid_from <= a.valid_to",
    ),
    law(
        "запись реестра отмечена заменённой, когда есть заменившая её",
        "select r.id from register_records r left join register_records n on n.replaces_id = r.id
         where (r.replaced_at is null) <> (n.id is null)",
    ),
    law(
        "у дела не больше одного действующего назначения",
        "select application_id from assignments where ended_at is null group by application_id having count(*) > 1",
    ),
    law(
        "набор показателей, который дело сохранило, опубликован",
        "select a.id from applications a left join criteria_sets s on s.id = a.criteria_id and s.state = 'published'
         where a.criteria_id is not null and s.id is null",
    ),
    law(
        "специалист, назвавший личную заинтересованность, делом не занимается",
        "select g.id from assignments g join declarations d on d.assignment_id = g.id where g.ended_at is null and d.ground <> ''",
    ),
    law(
        "у дела не больше одного действующего результата",
        "select application_id from results where returned_at is null group by application_id having count(*) > 1",
    ),
    law(
        "результат опирается на заключение того же дела",
        "select r.id from results r left join conclusions c on c.id = r.conclusion_id where c.id is null or c.application_id <> r.application_id",
    ),
    law(
        "до назначения специалиста у дела нет действующего назначения",
        "select a.id from applications a join assignments s on s.application_id = a.id and s.ended_at is null
         where a.stage in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled')",
    ),
    law(
        "у дела на рассмотрении есть действующее назначение",
        "select a.id from applications a left join assignments s on s.application_id = a.id and s.ended_at is null where a.stage in ('in_review', 'returned') and s.id is null",
    ),
    law(
        "назначение отмечено сделанным, когда результат записан, и возвращённым, когда он возвращён",
        "select s.id from assignments s join applications a on a.id = s.application_id where s.ended_at is null
             and ((s.done_at is null and a.stage = 'concluded') or (s.done_at is not null and a.stage in ('in_review', 'returned'))
                  or (s.returned_at is null and a.stage = 'returned') or (s.returned_at is not null and a.stage <> 'returned'))",
    ),
    law(
        "сделанных дел у специалиста столько, сколько сосчитано",
        "select s.id from seats s left join tallies t on t.seat_id = s.id left join
             (select seat_id, count(*) as done from assignments where ended_at is null and done_at is not null group by seat_id) g on g.seat_id = s.id
         where coalesce(t.done, 0) <> coalesce(g.done, 0)",
    ),
    law(
        "нужных документов у дела столько, сколько сосчитано",
        "select a.id from applications a left join
             (select d.application_id, count(distinct d.kind) as kinds from documents d join applications x on x.id = d.application_id
              where d.removed_at is null and (d.kind in ('application', 'diploma', 'courses', 'results')
                  or (d.kind = 'category' and x.current_category <> '') or (d.kind = 'petition' and x.category in ('methodist', 'mentor')))
              group by d.application_id) k on k.application_id = a.id
         where a.documents_present <> coalesce(k.kinds, 0)",
    ),
    law(
        "у дела с результатом результат записан",
        "select a.id from applications a left join results r on r.application_id = a.id and r.returned_at is null where a.stage = 'concluded' and r.id is null",
    ),
    law(
        "у дела без результата нет действующего результата",
        "select a.id from applications a join results r on r.application_id = a.id and r.returned_at is null where a.stage in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled', 'in_review', 'returned')",
    ),
    law(
        "стадия дела известна",
        "select id from applications where stage not in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled', 'in_review', 'concluded', 'returned',
             'ready', 'granted', 'refused', 'issued', 'published', 'withdrawn', 'archived', 'erased')",
    ),
    law(
        "категория дела известна",
        "select id from applications where category not in ('first', 'highest', 'methodist', 'mentor')",
    ),
    law(
        "результат — «соответствует» или «не соответствует»",
        "select id from results where verdict not in ('meets', 'fails')",
    ),
    law(
        "действующее назначение — у специалиста",
        "select s.id from assignments s join seats t on t.id = s.seat_id where s.ended_at is null and t.role <> 'specialist'",
    ),
    law("роль кабинета известна", "select id from seats where role not in ('centre', 'specialist', 'coordinator', 'teacher', 'municipal', 'member', 'authority', 'admin')"),
    law(
        "у координатора и педагога есть организация",
        "select id from seats where role in ('coordinator', 'teacher') and organization_id is null",
    ),
    law(
        "у муниципального координатора есть муниципалитет",
        "select id from seats where role = 'municipal' and workplace = ''",
    ),
    law(
        "приглашение координатора, педагога и муниципального координатора называет место",
        "select id from invitations where (role in ('coordinator', 'teacher') and organization_id is null) or (role = 'municipal' and workplace = '')",
    ),
    law(
        "кабинет педагога принадлежит тому, у кого есть или была роль педагога",
        "select t.id from teachers t where t.account_id is not null
             and not exists (select 1 from seats s where s.account_id = t.account_id and s.role = 'teacher')",
    ),
    law(
        "у закрытой роли нет открытых сеансов",
        "select n.hash from sessions n join seats s on s.id = n.seat_id where n.ended_at is null and s.ended_at is not null",
    ),
    law(
        "роль открытого сеанса принадлежит его учётной записи",
        "select s.hash from sessions s join seats t on t.id = s.seat_id where t.account_id <> s.account_id",
    ),
    law(
        "у закрытой учётной записи нет открытых сеансов",
        "select s.hash from sessions s join accounts a on a.id = s.account_id where a.closed_at is not null and s.ended_at is null",
    ),
    law(
        "номера дел не больше счётчика",
        "select a.id from applications a left join counters c on c.name = 'applications:' || cast(a.year as text) where a.ordinal > coalesce(c.value, 0)",
    ),
    law(
        "номера результатов не больше счётчика",
        "select r.id from results r left join counters c on c.name = 'results:' || cast(r.year as text) where r.ordinal > coalesce(c.value, 0)",
    ),
    law("состояние письма известно", "select id from letters where state not in ('draft', 'queued', 'sent', 'failed', 'discarded')"),
    law(
        "черновик письма принадлежит пачке",
        "select id from letters where state in ('draft', 'discarded') and batch is null",
    ),
    law(
        "у изданного акта есть номер, дата и файл",
        "select id from acts where stage in ('issued', 'published') and (number = '' or dated_on is null or file_key is null)",
    ),
    law(
        "дело изданного акта прошло этот шаг, а дело проекта ждёт его",
        "select c.application_id from act_cases c join acts t on t.id = c.act_id join applications a on a.id = c.application_id
         where (t.stage = 'draft' and a.stage <> c.outcome) or (t.stage = 'issued' and a.stage <> 'issued')
             or (t.stage = 'published' and a.stage not in ('published', 'archived', 'erased')) or t.stage = 'dropped'",
    ),
    law(
        "акт издан у каждого дела, которое прошло этот шаг",
        "select a.id from applications a left join act_cases c on c.application_id = a.id where a.stage in ('issued', 'published') and c.act_id is null",
    ),
    law(
        "у отправленного письма есть время отправки",
        "select id from letters where state = 'sent' and sent_at is null",
    ),
    law(
        "в отправленном письме не осталось одноразовой ссылки",
        "select id from letters where state = 'sent' and secret = 1 and (body_text <> '' or body_html <> '')",
    ),
    law("состояние задания известно", "select id from jobs where state not in ('queued', 'done', 'failed')"),
    law("размер документа больше нуля", "select id from documents where size <= 0"),
    law("размер заключения больше нуля", "select id from conclusions where size <= 0"),
    law(
        "одинаковые файлы одного размера",
        "select file_key from (select file_key, size from documents union select file_key, size from conclusions union select file_key, size from conclusion_templates) sizes
         where file_key <> '' group by file_key having count(*) > 1",
    ),
    law(
        "принятое приглашение привело к учётной записи",
        "select id from invitations where redeemed_at is not null and redeemed_by is null",
    ),
    law(
        "приглашение не принято и не отозвано сразу",
        "select id from invitations where redeemed_at is not null and revoked_at is not null",
    ),
    law(
        "запись журнала говорит об известном деле",
        "select j.id from journal j left join applications a on a.id = j.application_id where j.application_id is not null and a.id is null",
    ),
    law("исход записи журнала известен", "select id from journal where outcome not in ('done', 'refused')"),
    law(
        "последний день дела не раньше дня получения",
        "select id from applications where due_on < received_on or consider_by < received_on or decide_by < received_on",
    ),
    law(
        "версии срока не накладываются",
        "select t.code from terms t join terms o on o.code = t.code and o.valid_from > t.valid_from and o.valid_from <= t.valid_to",
    ),
    law(
        "срок записан известными словами",
        "select code from terms where valid_to < valid_from or unit not in ('calendar', 'working', 'months', 'years') or bound not in ('max', 'min', 'exact', 'advice')",
    ),
    law(
        "набор показателей записан известными словами",
        "select id from criteria_sets where state not in ('draft', 'published') or scoring not in ('points', 'none')
             or (state = 'published' and published_at is null)",
    ),
    law(
        "у двух опубликованных наборов одной категории и одной должности разные дни начала",
        "select s.id from criteria_sets s join criteria_sets o on o.category = s.category and o.valid_from = s.valid_from and o.id > s.id
         where s.state = 'published' and o.state = 'published' and (s.all_posts = 1 or o.all_posts = 1
             or exists (select 1 from criteria_posts p join criteria_posts q on q.post_code = p.post_code where p.set_id = s.id and q.set_id = o.id))",
    ),
    law(
        "опубликованный набор показателей не менялся",
        "select s.id from criteria_sets s join journal j on j.subject = 'criteria:' || s.id
         where s.state = 'published' and j.act = 'criteria.changed' and j.at > s.published_at",
    ),
    law(
        "у опубликованного набора показателей есть основание, а у каждого показателя — строки",
        "select s.id from criteria_sets s left join criteria_indicators i on i.set_id = s.id
         where s.state = 'published' and (s.legal_ref = '' or i.id is null
             or not exists (select 1 from criteria_rows r where r.indicator_id = i.id))",
    ),
    law(
        "строка набора показателей относится к показателю того же набора",
        "select r.id from criteria_rows r join criteria_indicators i on i.id = r.indicator_id where i.set_id <> r.set_id",
    ),
    law(
        "стадия аттестации на соответствие известна",
        "select id from fitness_cases where stage not in ('planned', 'ordered', 'presented', 'fit', 'unfit', 'extracted', 'acquainted', 'closed', 'exempt', 'postponed')",
    ),
    law(
        "у аттестации на соответствие с решением есть протокол, комиссия и голоса",
        "select id from fitness_cases where stage in ('fit', 'unfit', 'extracted', 'acquainted', 'closed')
             and (session_on is null or shown_on is null or votes_for is null or votes_against is null or members = '' or protocol_number = '')",
    ),
    law(
        "у начатой аттестации на соответствие есть все её сроки",
        "select c.id from fitness_cases c left join fitness_terms t on t.case_id = c.id group by c.id having count(t.code) <> 6",
    ),
    law(
        "решение аттестации на соответствие следует из голосов",
        "select id from fitness_cases where (stage = 'fit' and (votes_for < votes_against or (votes_for = votes_against and tie_fits = 0)))
             or (stage = 'unfit' and (votes_for > votes_against or (votes_for = votes_against and tie_fits = 1)))",
    ),
    law(
        "на заседании о соответствии голосов не больше, чем присутствовавших",
        "select id from fitness_cases where present is not null and votes_for + votes_against > present",
    ),
    law(
        "версии правил о соответствии не накладываются, а сами правила известны",
        "select r.code from fitness_rules r left join fitness_rules o on o.code = r.code and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.code is not null or r.valid_to < r.valid_from or r.code not in ('members', 'quorum', 'tie', 'witnesses')",
    ),
    law(
        "основание не аттестовать известно и имеет последний день",
        "select teacher_id from fitness_workers where ground not in ('', 'pregnancy', 'maternity', 'childcare', 'illness') or (ground = '') <> (ground_until is null)",
    ),
    law(
        "голос подал тот, кто был в составе на заседании",
        "select v.item_id from votes v join agenda_items i on i.id = v.item_id
             left join sitting_members m on m.sitting_id = i.sitting_id and m.person = v.person where m.person is null",
    ),
    law(
        "голосов по решённому делу столько, сколько сосчитано",
        "select i.id from agenda_items i left join (select item_id, count(*) as given from votes group by item_id) v on v.item_id = i.id
         where i.outcome is not null and i.in_favour + i.against + i.abstained <> coalesce(v.given, 0)",
    ),
    law(
        "решение отвечает голосам: больше против — отказ, иначе категория установлена",
        "select id from agenda_items where (outcome = 'granted' and against > in_favour) or (outcome = 'refused' and against <= in_favour)",
    ),
    law(
        "у отказа и у отложенного дела есть причина, у отложенного — день",
        "select id from agenda_items where (outcome in ('refused', 'postponed') and reason = '')
             or (outcome = 'postponed' and postponed_to is null) or (coalesce(outcome, '') <> 'postponed' and postponed_to is not null)",
    ),
    law(
        "дело с решением комиссии решено на заседании",
        "select a.id from applications a left join agenda_items i on i.application_id = a.id and i.outcome = a.stage
         where a.stage in ('granted', 'refused') and i.id is null",
    ),
    law(
        "у закрытого заседания есть номер, дата и файл протокола, а нерешённых дел нет",
        "select s.id from sittings s where s.stage = 'closed' and (s.protocol_number = '' or s.protocol_date is null or s.file_key is null
             or exists (select 1 from agenda_items i where i.sitting_id = s.id and i.removed_at is null and i.outcome is null))",
    ),
    law(
        "решения есть только у открытых и закрытых заседаний",
        "select i.id from agenda_items i join sittings s on s.id = i.sitting_id where i.outcome is not null and s.stage not in ('open', 'closed')",
    ),
    law(
        "версии правил комиссии не накладываются",
        "select r.code from commission_rules r join commission_rules o on o.code = r.code and o.valid_from > r.valid_from and o.valid_from <= r.valid_to",
    ),
    law("вид дня календаря известен", "select day from calendar_days where kind not in ('off', 'working')"),
    law(
        "канал подачи известен, номер Госуслуг есть только у заявлений с портала",
        "select id from applications where channel not in ('', 'in_person', 'post', 'email', 'epgu', 'rpgu', 'system')
             or (outer_number <> '' and channel not in ('epgu', 'rpgu'))",
    ),
    law(
        "неотвеченное замечание есть только у дела, которое ждёт исправлений или отозвано",
        "select r.id from remarks r join applications a on a.id = r.application_id
         where r.answered_at is null and a.stage not in ('fix_requested', 'withdrawn', 'archived', 'erased')",
    ),
    law("срок аттестации не кончается раньше начала", "select application_id from schedules where ends_on < starts_on"),
    law(
        "награда подтверждена только у дела с упрощённым порядком, документом того же дела",
        "select w.application_id from case_awards w left join schedules s on s.application_id = w.application_id left join documents d on d.id = w.document_id
         where coalesce(s.track, '') <> 'simplified' or coalesce(d.application_id, '') <> w.application_id",
    ),
    law(
        "срок дела не кончается раньше начала, а выполненный не отменён",
        "select application_id from case_clocks where due_on < began_on or (met_at is not null and dropped_at is not null)",
    ),
    law(
        "у отозванного и непринятого дела нет идущих сроков",
        "select c.application_id from case_clocks c join applications a on a.id = c.application_id
         where c.met_at is null and c.dropped_at is null and a.stage in ('withdrawn', 'intake_refused')",
    ),
    law(
        "отправленный черновик не удалён, а заявление по нему одно",
        "select d.application_id from drafts d where d.application_id is not null group by d.application_id
         having count(*) > 1 or count(d.removed_at) > 0",
    ),
    law(
        "подпись стоит под тем, что хранится",
        "select application_id from application_signatures where hash <> file_key",
    ),
    law(
        "подписал педагог, чьё это заявление",
        "select s.application_id from application_signatures s join applications a on a.id = s.application_id
         join teachers t on t.id = a.teacher_id where t.account_id is null or t.account_id <> s.account_id",
    ),
    law(
        "правила подачи не накладываются и записаны известными словами",
        "select r.category from eligibility_rules r left join eligibility_rules o on o.category = r.category
             and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.category is not null or r.valid_to < r.valid_from or r.needs not in ('nothing', 'once', 'valid_highest')",
    ),
    law(
        "доступ соседней системы ограничен одной школой, одним муниципалитетом или ничем, и у него есть право",
        "select id from api_tokens where (organization_id is not null and municipality <> '') or scopes = ''",
    ),
    law(
        "у отозванного доступа есть причина, у действующего её нет",
        "select id from api_tokens where (revoked_at is null) <> (revoke_reason = '')",
    ),
    law(
        "дело уничтожено тогда, когда исполнен акт, в котором оно стоит",
        "select a.id from applications a left join erasure_cases c on c.application_id = a.id left join erasures e on e.id = c.erasure_id and e.stage = 'done'
         where (a.stage = 'erased') <> (e.id is not null)",
    ),
    law(
        "от уничтоженного дела не осталось файлов, ответов, подписей и имени педагога",
        "select a.id from applications a join teachers t on t.id = a.teacher_id where a.stage = 'erased' and (t.erasure_id is null
             or exists (select 1 from documents d where d.application_id = a.id and d.file_key <> '')
             or exists (select 1 from conclusions c where c.application_id = a.id and c.file_key <> '')
             or exists (select 1 from application_answers x where x.application_id = a.id)
             or exists (select 1 from application_signatures s where s.application_id = a.id)
             or exists (select 1 from drafts d where d.application_id = a.id))",
    ),
    law(
        "акт об уничтожении подготовил один человек, а исполнил другой, и в нём есть дата, комиссия и основание",
        "select id from erasures where stage not in ('draft', 'dropped', 'done')
             or (stage = 'done') <> (done_by is not null) or (stage = 'done') <> (dated_on is not null)
             or done_by = drawn_by or (stage = 'done' and (members = '' or ground = ''))",
    ),
    law(
        "обращение о персональных данных записано известными словами, а у ответа есть день, текст и тот, кто ответил",
        "select id from inquiries where wish not in ('copy', 'correction', 'stop', 'erasure') or due_on < asked_on
             or (answered_on is null) <> (answered_by is null) or (answered_on is null) <> (answer = '') or answered_on < asked_on",
    ),
    law(
        "у отключённого адреса уведомлений есть причина, у работающего её нет",
        "select id from api_hooks where (off_at is null) <> (off_reason = '')",
    ),
    law(
        "адрес уведомлений не отвечает с первой неудачной попытки",
        "select id from api_hooks where (failures = 0) <> (failing_since is null)",
    ),
    law(
        "принятое уведомление отправлено и получило ответ «принято»",
        "select id from api_deliveries where state = 'taken' and (status is null or status < 200 or status > 299 or tried_at is null)",
    ),
    law("документ черновика не пуст", "select id from draft_documents where size <= 0"),
    law(
        "у своего шаблона документа есть файл, а встроенный без файла сразу введён в действие",
        "select id from paper_templates where (file_key is null and published_at is null) or (file_key is not null and size <= 0)",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_law_is_asked_once() {
        let laws: std::collections::BTreeSet<&str> = ALL.iter().map(|law| law.law).collect();
        assert_eq!(laws.len(), ALL.len());
    }
}
