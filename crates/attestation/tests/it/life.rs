//! The table of moves and its picture in docs/life-of-an-application.md are made from the code's own table.
//! `UPDATE_DOCS=1 cargo test -p attestation --test it life` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use attestation::applications::Stage;

const PAGE: &str = "../../docs/life-of-an-application.md";
const BEGINS: &str = "<!-- from the code: begins -->\n";
const ENDS: &str = "<!-- from the code: ends -->";

/// Every stage with what leads out of it, as a table.
fn table() -> String {
    let mut table = String::from("| Stage | Code | Next step | Moves |\n|---|---|---|---|\n");
    for stage in Stage::ALL {
        let moves = stage.moves().iter().map(|mv| {
            let by: Vec<&str> = mv.made_by().iter().map(|role| role.code()).collect();
            format!("{mv:?} → `{}` ({})", stage.after(*mv).unwrap().code(), by.join(", "))
        });
        let moves: Vec<String> = moves.collect();
        let moves = if moves.is_empty() { "–".to_owned() } else { moves.join("; ") };
        writeln!(table, "| {} | `{}` | {:?} | {moves} |", stage.words(), stage.code(), stage.mover()).unwrap();
    }
    table
}

/// The same as a picture; moves that leave a case where it is are not drawn.
fn picture() -> String {
    let mut picture = String::from("```mermaid\nstateDiagram-v2\n");
    for stage in Stage::ALL {
        writeln!(picture, "    {}: {}", stage.code(), stage.words()).unwrap();
    }
    for stage in Stage::ALL {
        for mv in stage.moves() {
            let next = stage.after(*mv).unwrap();
            if next != stage {
                writeln!(picture, "    {} --> {}: {mv:?}", stage.code(), next.code()).unwrap();
            }
        }
    }
    picture.push_str("```\n");
    picture
}

#[test]
fn the_page_tells_the_table_of_moves() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGINS).unwrap();
    let (told, after) = rest.split_once(ENDS).unwrap();
    let made = format!("\n{}\n{}\n", picture(), table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{BEGINS}{made}{ENDS}{after}")).unwrap();
        return;
    }
    assert_eq!(told, made, "run the test with UPDATE_DOCS=1 and look at the page");
}
