//! How the engines find a specialist's list: by an index, in its order, whatever else the specialist has done.

use attestation::assignments::{self, ListFilter};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;

use crate::app::{Engine, TestApp};

async fn plan(t: &TestApp, filter: ListFilter) -> String {
    let found = t.app.db.read(move |reader| assignments::assigned_plan(reader, Id::new(), &filter));
    let lines: Result<Vec<String>, DbError> = found.await;
    lines.unwrap().join("\n")
}

fn waiting() -> ListFilter {
    ListFilter { waiting: true, ..ListFilter::default() }
}

#[tokio::test]
async fn sqlite_walks_one_index_and_goes_on_by_key() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    insta::assert_snapshot!(plan(&t, ListFilter::default()).await, @"");
    insta::assert_snapshot!(plan(&t, waiting()).await, @"");
}

#[tokio::test]
async fn postgres_walks_one_index_in_order() {
    let Some(t) = TestApp::start(Engine::Postgres).await else { return };
    for (filter, index) in [(ListFilter::default(), "assignments_seat"), (waiting(), "assignments_waiting")] {
        let found = plan(&t, filter).await;
        assert!(found.contains(index), "{found}");
    }
}
