//! What the system keeps of a person, part by part: the one list of the questions that read it.

/// Whose rows a part of the data are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The cabinet's: `$1` is the account.
    Account,
    /// The teacher's: `$1` is the row of the teacher.
    Teacher,
}

/// A part of the data: its name, whose it is, its columns and the question.
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) of: Of,
    pub(super) columns: &'static [&'static str],
    pub(super) sql: &'static str,
}

/// A decision that is not told yet, granted and refused alike.
pub(super) const DECIDED: &str = "decided";

/// Everything of a person, numbers as text. `OPENINGS` stands for the codes of the kinds by which something is opened.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        name: "account",
        of: Of::Account,
        columns: &["surname", "given", "patronymic", "login", "email", "phone"],
        sql: "select surname, given, patronymic, login, email, phone from accounts where id = $1",
    },
    Section {
        name: "consents",
        of: Of::Account,
        columns: &["document", "version", "given_at", "address", "operator"],
        sql: "select document, text_version, cast(given_at as text), address, operator from consents where account_id = $1 order by given_at, id",
    },
    Section {
        name: "teacher",
        of: Of::Teacher,
        columns: &["surname", "given", "patronymic", "born", "snils", "email", "phone"],
        sql: "select surname, given, patronymic, born, snils, email, phone from teachers where id = $1",
    },
    Section {
        name: "applications",
        of: Of::Teacher,
        columns: &[
            "number", "received_on", "category", "stage", "post", "subject", "organization", "experience", "current_category",
        ],
        // What the commission has decided is told by the page of the decision, once the protocol is signed.
        sql: "select a.number, a.received_on, a.category, case when a.stage in ('granted', 'refused') then 'decided' else a.stage end,
                 p.name, a.subject, o.name, coalesce(cast(a.experience as text), ''), a.current_category
             from applications a join posts p on p.code = a.post_code join organizations o on o.id = a.organization_id
             where a.teacher_id = $1 order by a.received_on, a.id",
    },
    Section {
        name: "answers",
        of: Of::Teacher,
        columns: &["number", "part", "question", "answer"],
        sql: "select a.number, x.part, x.question, x.answer from teachers t join applications a on a.teacher_id = t.id
             join application_answers x on x.application_id = a.id where t.id = $1 order by a.number, x.place",
    },
    Section {
        name: "courses",
        of: Of::Teacher,
        columns: &["number", "title", "hours", "taken_on", "document"],
        sql: "select a.number, x.title, cast(x.hours as text), x.taken_on, x.document from teachers t join applications a on a.teacher_id = t.id
             join application_courses x on x.application_id = a.id where t.id = $1 order by a.number, x.place",
    },
    Section {
        name: "former_names",
        of: Of::Teacher,
        columns: &["number", "surname", "given", "patronymic"],
        sql: "select number, surname, given, patronymic from applications where teacher_id = $1 and surname is not null order by number",
    },
    Section {
        name: "signatures",
        of: Of::Teacher,
        columns: &["number", "sha256", "agreement", "signed_at", "address"],
        sql: "select a.number, x.hash, x.agreement, cast(x.signed_at as text), x.address from teachers t join applications a on a.teacher_id = t.id
             join (select application_id, hash, agreement, signed_at, address from application_signatures
                   union all select application_id, hash, agreement, signed_at, address from earlier_signatures) x
             on x.application_id = a.id where t.id = $1 order by a.number, x.signed_at",
    },
    Section {
        name: "register",
        of: Of::Teacher,
        columns: &["surname", "given", "patronymic", "born", "snils", "post", "category", "granted_on", "act_number"],
        sql: "select r.surname, r.given, r.patronymic, r.born, r.snils, coalesce(nullif(r.post_written, ''), p.name), r.category, r.granted_on,
                 r.act_number from register_records r join posts p on p.code = r.post_code where r.id in (
                 select x.id from teachers t join register_records x on x.name_key = t.name_key and x.born = t.born where t.id = $1
                 union select x.id from teachers t join register_records x on x.snils = t.snils and x.snils <> '' where t.id = $1) order by r.granted_on, r.id",
    },
    Section {
        name: "remarks",
        of: Of::Teacher,
        columns: &["number", "part", "words", "answer"],
        sql: "select a.number, r.part, r.words, r.answer from applications a join remarks r on r.application_id = a.id
             where a.teacher_id = $1 order by a.number, r.made_at, r.id",
    },
    Section {
        name: "terms",
        of: Of::Teacher,
        columns: &["number", "starts_on", "ends_on", "place", "form"],
        sql: "select a.number, s.starts_on, s.ends_on, s.place, s.form from applications a join schedules s on s.application_id = a.id
             where a.teacher_id = $1 order by a.number",
    },
    Section {
        name: "decisions",
        of: Of::Teacher,
        columns: &["number", "held_on", "outcome", "reason", "protocol"],
        // A decision is told once the protocol is signed.
        sql: "select a.number, s.held_on, i.outcome, i.reason, s.protocol_number from applications a
             join agenda_items i on i.application_id = a.id and i.removed_at is null and i.outcome is not null
             join sittings s on s.id = i.sitting_id and s.stage = 'closed' where a.teacher_id = $1 order by a.number, s.held_on, i.id",
    },
    Section {
        name: "results",
        of: Of::Teacher,
        columns: &["number", "result", "verdict", "reason"],
        // A teacher reads the conclusion once the case is ready for the commission.
        sql: "select a.number, r.number, r.verdict, r.reason from applications a join results r on r.application_id = a.id
             where a.teacher_id = $1 and r.returned_at is null
                 and a.stage not in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'returned', 'concluded')
             order by a.number, r.number",
    },
    Section {
        name: "complaints",
        of: Of::Teacher,
        columns: &["number", "filed_on", "words", "answered_on", "answer"],
        sql: "select a.number, c.filed_on, c.words, coalesce(c.answered_on, ''), c.answer from applications a
             join complaints c on c.application_id = a.id where a.teacher_id = $1 order by a.number, c.filed_at, c.id",
    },
    Section {
        name: "fitness_facts",
        of: Of::Teacher,
        columns: &["organization", "post", "post_since", "post_until", "previous_on", "ground", "ground_until"],
        sql: "select o.name, p.name, w.post_since, coalesce(w.post_until, ''), coalesce(w.previous_on, ''),
                 case w.ground when 'pregnancy' then 'беременность' when 'maternity' then 'отпуск по беременности и родам'
                     when 'childcare' then 'отпуск по уходу за ребёнком' when 'illness' then 'болезнь' else '' end, coalesce(w.ground_until, '')
             from fitness_workers w join organizations o on o.id = w.organization_id join posts p on p.code = w.post_code
             where w.teacher_id = $1 order by o.name, w.place",
    },
    Section {
        name: "fitness",
        of: Of::Teacher,
        columns: &[
            "organization", "post", "began_on", "order_number", "order_on", "session_on", "protocol", "for", "against", "extracted_on",
            "acquainted_on",
        ],
        sql: "select o.name, p.name, c.began_on, c.order_number, coalesce(c.order_on, ''), coalesce(c.session_on, ''), c.protocol_number,
                 coalesce(cast(c.votes_for as text), ''), coalesce(cast(c.votes_against as text), ''), coalesce(c.extracted_on, ''),
                 coalesce(c.acquainted_on, '')
             from fitness_cases c join organizations o on o.id = c.organization_id join posts p on p.code = c.post_code
             where c.teacher_id = $1 order by c.began_on, c.id",
    },
    Section {
        name: "presentations",
        of: Of::Teacher,
        columns: &["began_on", "education", "training", "earlier", "assessment"],
        sql: "select c.began_on, r.education, r.training, r.earlier, r.assessment from fitness_cases c
             join fitness_presentations r on r.case_id = c.id where c.teacher_id = $1 order by c.began_on, c.id",
    },
    Section {
        name: "case_letters",
        of: Of::Teacher,
        columns: &["written_at", "to", "subject", "text"],
        // Letters to a cabinet are told of beside; here are those to the address the Centre or the school knows.
        sql: "select cast(l.created_at as text), l.to_email, l.subject, case when l.secret = 1 then '' else l.body_text end
             from letters l join teachers t on t.id = $1 and t.email <> '' and l.to_email = t.email
             where l.state in ('queued', 'sent', 'failed')
                 and l.id in (select x.letter_id from applications a join letter_cases x on x.application_id = a.id where a.teacher_id = $1)
                 and not exists (select 1 from accounts u where u.id = t.account_id and u.email = l.to_email)
             order by l.created_at desc, l.id desc limit 5000",
    },
    Section {
        name: "shown",
        of: Of::Teacher,
        columns: &["number", "role", "system", "times", "first_at", "last_at"],
        // Source: 152-ФЗ, ст. 14 — to whom the data are open is told, the names of those who work for the operator are not.
        sql: "select a.number, j.role, coalesce(n.name, ''), cast(count(*) as text), cast(min(j.at) as text), cast(max(j.at) as text)
             from applications a join journal j on j.application_id = a.id
             left join api_tokens n on j.account_id is null and j.subject like 'neighbour:%' and n.id = substr(j.subject, 11)
             where a.teacher_id = $1 and j.outcome = 'done' and j.act in (OPENINGS) and j.role <> 'teacher'
             group by a.number, j.role, n.name order by a.number, j.role, n.name",
    },
    Section {
        name: "roles",
        of: Of::Account,
        columns: &["role", "workplace", "given_at"],
        sql: "select role, workplace, cast(given_at as text) from seats where account_id = $1 order by given_at, id",
    },
    Section {
        name: "letters",
        of: Of::Account,
        columns: &["written_at", "to", "subject", "text"],
        sql: "select cast(l.created_at as text), l.to_email, l.subject, case when l.secret = 1 then '' else l.body_text end from accounts u join letters l on l.to_email = u.email
             where u.id = $1 order by l.created_at desc, l.id desc limit 5000",
    },
    Section {
        name: "drafts",
        of: Of::Account,
        columns: &["category", "post", "task", "typed"],
        sql: "select d.category, d.post_code, g.task, g.typed from drafts d join draft_pages g on g.draft_id = d.id
             left join application_signatures s on s.application_id = d.application_id
             where d.account_id = $1 and d.removed_at is null and (d.application_id is null or g.saved_at > s.signed_at) order by d.id, g.task",
    },
    Section {
        name: "journal",
        of: Of::Account,
        columns: &["at", "act", "words", "address"],
        sql: "select cast(at as text), act, words, address from journal where account_id = $1 order by at desc, id desc limit 5000",
    },
];
