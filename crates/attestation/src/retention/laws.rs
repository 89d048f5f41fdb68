//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "у вида записей в один день действует один срок хранения",
        "select a.record || ' ' || a.valid_from from retention_terms a join retention_terms b on b.record = a.record
         where b.valid_from > a.valid_from and b.valid_from <= a.valid_to",
    ),
    Law::of(
        "дело уничтожено тогда, когда исполнен акт, в котором оно стоит",
        "select a.id from applications a left join erasure_cases c on c.application_id = a.id left join erasures e on e.id = c.erasure_id and e.stage = 'done'
         where (a.stage = 'erased') <> (e.id is not null)",
    ),
    Law::of(
        "от уничтоженного дела не осталось файлов, ответов, подписей и имени педагога",
        "select a.id from applications a join teachers t on t.id = a.teacher_id where a.stage = 'erased' and (t.erasure_id is null
             or exists (select 1 from documents d where d.application_id = a.id and d.file_key <> '')
             or exists (select 1 from conclusions c where c.application_id = a.id and c.file_key <> '')
             or exists (select 1 from application_answers x where x.application_id = a.id)
             or exists (select 1 from application_signatures s where s.application_id = a.id)
             or exists (select 1 from drafts d where d.application_id = a.id))",
    ),
    Law::of(
        "аттестация на соответствие, которая стоит в исполненном акте, уничтожена",
        "select x.attestation_id from erasure_attestations x join erasures e on e.id = x.erasure_id and e.stage = 'done'
             join fitness_cases f on f.id = x.attestation_id",
    ),
    Law::of(
        "акт об уничтожении подготовил один человек, а исполнил другой, и в нём есть дата, комиссия и основание",
        "select id from erasures where stage not in ('draft', 'dropped', 'done')
             or (stage = 'done') <> (done_by is not null) or (stage = 'done') <> (dated_on is not null)
             or done_by = drawn_by or (stage = 'done' and (members = '' or ground = ''))",
    ),
    Law::of(
        "из опечатанной записи журнала взято только то, что уничтожено, и на месте взятого стоят слова об этом",
        "select b.entry_id from journal_blots b left join journal j on j.id = b.entry_id left join forgotten f on f.id = b.forgotten_id
             left join erasures e on e.id = f.id and f.kind = 'act' and e.stage = 'done'
         where j.id is null or f.id is null or b.part not in ('words', 'address') or (f.kind = 'act' and e.id is null)
             or (b.part = 'address' and (j.address <> '' or j.address_salt <> '' or not (
                 (j.role = 'teacher' and j.application_id in (select c.application_id from erasure_cases c where c.erasure_id = f.id))
                 or exists (select 1 from accounts u where u.id = j.account_id and u.login = 'erased:' || u.id))))
             or (b.part = 'words' and (j.words_salt <> '' or j.words <> case when f.kind = 'act' then
                     'персональные данные уничтожены, акт №\u{a0}' || cast(e.number as text) || ' от ' || substr(e.dated_on, 9, 2)
                         || '.' || substr(e.dated_on, 6, 2) || '.' || substr(e.dated_on, 1, 4)
                     when j.words = 'персональные данные уничтожены по сроку хранения' then j.words
                     else 'персональные данные уничтожены по обращению человека' end
                 or not (j.application_id in (select c.application_id from erasure_cases c where c.erasure_id = f.id)
                     or (j.act like 'fitness.%' and exists (select 1 from erasure_attestations x where x.erasure_id = f.id and j.at <= x.over_at))
                     or (substr(j.subject, 1, 8) = 'teacher:' and not exists (select 1 from teachers t where t.id = substr(j.subject, 9)))
                     or (substr(j.subject, 1, 8) = 'account:'
                         and exists (select 1 from accounts u where u.id = substr(j.subject, 9) and u.login = 'erased:' || u.id))
                     or (substr(j.subject, 1, 11) = 'invitation:'
                         and exists (select 1 from invitations i where i.id = substr(j.subject, 12) and i.email_key = ''))
                     or exists (select 1 from register_records r join register_records x on x.chain_id = r.chain_id
                         join erasure_cases c on x.source = 'application:' || c.application_id
                         where 'register:' || r.id = j.subject and c.erasure_id = f.id))))",
    ),
    Law::of(
        "каждый исполненный акт об уничтожении стоит в описи уничтоженного",
        "select e.id from erasures e left join forgotten f on f.id = e.id and f.kind = 'act' where e.stage = 'done' and f.id is null
         union select id from forgotten where kind not in ('act', 'person', 'drafts')",
    ),
];
