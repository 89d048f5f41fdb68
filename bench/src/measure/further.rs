//! Pages beside the specialist's: the centre's board, clocks, the register, a session of 400 cases, a report; votes, a case
//! as one file.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::client::Wire;
use crate::figures::{Figures, Report, Target};
use crate::load::Make;

use super::pages::{Page, Served, beside_constant, served, synced};
use super::{Options, sheets};

/// The share of the constant page that boards and searches are to reach.
const SHARE: Target = Target::Least(0.15);

/// One address, asked again and again by the centre.
fn one(served: &Served, path: &str) -> Make {
    let (centre, path) = (served.centre.clone(), path.to_owned());
    Arc::new(move |_, _| centre.get(&path))
}

fn board(served: &Served) -> Make {
    one(served, "/cabinet")
}

fn clocks(served: &Served) -> Make {
    one(served, "/deadlines")
}

/// A surname and the beginning of a name, another one each time.
fn search(served: &Served) -> Make {
    const NAMES: [&str; 6] = ["иванов", "смирнов", "орлов", "белов", "захаров", "новиков"];
    let centre = served.centre.clone();
    Arc::new(move |hand, turn| {
        let name =
            url::form_urlencoded::byte_serialize(NAMES[(hand + turn) % NAMES.len()].as_bytes()).collect::<String>();
        centre.get(&format!("/register?name={name}+%D0%B0"))
    })
}

fn session(served: &Served) -> Make {
    one(served, &served.session.home)
}

fn at_session(served: &Served) -> Make {
    let (centre, session) = (served.centre.clone(), served.session.clone());
    Arc::new(move |hand, turn| {
        let item = &session.items[(hand * 37 + turn) % session.items.len()];
        centre.get(&format!("{}/cases/{item}", session.home))
    })
}

fn protocol(served: &Served) -> Make {
    one(served, &format!("{}/protocol", served.session.home))
}

fn report_page(served: &Served) -> Make {
    one(served, "/reports/filed")
}

/// All of them, in every world.
pub(crate) async fn further(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let pages = [
        Page { name: "centre's board", make: board, share: SHARE },
        Page { name: "clocks", make: clocks, share: SHARE },
        Page { name: "search of the register", make: search, share: SHARE },
        Page { name: "session of 400 cases", make: session, share: Target::None },
        Page { name: "case of the session", make: at_session, share: Target::None },
        Page { name: "protocol of 400 cases", make: protocol, share: Target::None },
        Page { name: "year's report, counted within the minute", make: report_page, share: Target::None },
    ];
    beside_constant(options, report, &pages).await?;
    for cases in &options.worlds {
        let served = served(options, *cases).await?;
        counted(&served, report, &format!("year's report counted anew, {cases} cases, ms")).await?;
        served.program.kill();
    }
    let served = served(options, sheets::world(options)).await?;
    votes(options, &served, report).await?;
    archives(options, &served, report).await?;
    sheets::register(&served, report).await?;
    served.program.kill();
    Ok(())
}

/// A page asked for the first time since the start, milliseconds: nothing of it is kept yet.
async fn counted(served: &Served, report: &mut Report, what: &str) -> anyhow::Result<()> {
    let (mut wire, start) = (Wire::open(served.program.at).await?, Instant::now());
    let answer = wire.ask(served.centre.get("/reports/filed")).await?;
    anyhow::ensure!(answer.status.is_success(), "the report answered {}", answer.status);
    report.one(what, start.elapsed().as_secs_f64() * 1000.0, Target::None, "asked for once");
    Ok(())
}

/// Votes of all members for one case after another, beside small writes brought to the disk.
async fn votes(options: &Options, served: &Served, report: &mut Report) -> anyhow::Result<()> {
    let (mut voting, mut syncing) = (Figures::default(), Figures::default());
    let (mut wire, session) = (Wire::open(served.program.at).await?, &served.session);
    for (round, choice) in (0..options.rounds).zip(["for", "against", "abstained"].into_iter().cycle()) {
        syncing.add(synced(&options.out)?);
        // What each page shows is read before the clock starts: votes are taken only over what was seen.
        let mut ballots = Vec::new();
        for item in &session.items {
            let home = format!("{}/cases/{item}", session.home);
            let answer = wire.ask(served.centre.get(&home)).await?;
            let page = String::from_utf8_lossy(&answer.body);
            let ballot = session.members.iter().flat_map(|member| {
                let name = format!("seen-{member}");
                let seen = value_of(&page, &name);
                [(format!("vote-{member}"), choice.to_owned()), (name, seen)]
            });
            ballots.push((home, ballot.collect::<Vec<_>>()));
        }
        let (start, mut count) = (Instant::now(), 0_u32);
        for (home, ballot) in &ballots {
            let fields: Vec<(&str, &str)> =
                ballot.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = wire.ask(served.centre.post(&format!("{home}/votes"), &fields)).await?;
            anyhow::ensure!(answer.location == *home, "round {round}: a vote was not taken: {}", answer.status);
            count += 1;
        }
        voting.add(f64::from(count) / start.elapsed().as_secs_f64());
    }
    let beside =
        format!("{:.0}/s of {:.0}/s, seven votes a case, one after another", voting.median(), syncing.median());
    report.line("votes of a case: of synced 4 KB writes one by one", &voting.over(&syncing), Target::None, &beside);
    Ok(())
}

/// The value of a hidden field of a page; empty when there is none.
fn value_of(page: &str, name: &str) -> String {
    let field =
        page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_default().split('>').next().unwrap_or_default();
    field.split("value=\"").nth(1).unwrap_or_default().split('"').next().unwrap_or_default().to_owned()
}

/// Cases as one file, one after another.
async fn archives(options: &Options, served: &Served, report: &mut Report) -> anyhow::Result<()> {
    let (mut pace, mut size) = (Figures::default(), 0);
    for _ in 0..options.rounds {
        let (mut wire, start, mut count) = (Wire::open(served.program.at).await?, Instant::now(), 0_u32);
        while start.elapsed() < Duration::from_secs(options.seconds) {
            let case = &served.session.cases[usize::try_from(count)? % served.session.cases.len()];
            let answer = wire.ask(served.centre.get(&format!("/applications/{case}/archive-file"))).await?;
            anyhow::ensure!(answer.status.is_success(), "the file of a case answered {}", answer.status);
            (size, count) = (answer.body.len(), count + 1);
        }
        pace.add(f64::from(count) / start.elapsed().as_secs_f64());
    }
    report.line("cases as one file, a second", &pace, Target::None, &format!("{} KB each", size / 1024));
    Ok(())
}
