//! A template tried on made-up data as soon as it is sent, so that what cannot be filled at all is refused at once.
//! Which tags are lists is not known here: a whole with parts is both a list of two and the one thing in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

/// How many things are in a list of made-up data.
const IN_A_LIST: usize = 2;

/// Made-up data, a tag each: text, a number, nothing. What one of them cannot be used for, another may.
pub(super) fn samples(known: &[&str]) -> [Value; 3] {
    [Value::from("слово"), Value::from(1), Value::UNDEFINED].map(|leaf| sample(known, &leaf))
}

fn sample(known: &[&str], leaf: &Value) -> Value {
    let tags: Arc<[String]> = known.iter().map(|tag| (*tag).to_owned()).collect();
    let roots: BTreeSet<&str> = known.iter().filter_map(|tag| tag.split('.').next()).collect();
    let value = |name: &str| value_of(&tags, name, leaf).unwrap_or_default();
    Value::from_pairs(roots.into_iter().map(|name| (name.to_owned(), value(name))))
}

/// What stands for a path: a whole when it has parts, the leaf when it is a tag of its own.
fn value_of(tags: &Arc<[String]>, path: &str, leaf: &Value) -> Option<Value> {
    let has_parts = tags.iter().any(|tag| tag.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')));
    if has_parts {
        return Some(Value::from_object(Whole { tags: tags.clone(), path: path.to_owned(), leaf: leaf.clone() }));
    }
    tags.iter().any(|tag| tag == path).then(|| leaf.clone())
}

/// What has parts: `педагог`, `документы`.
#[derive(Debug, Clone)]
struct Whole {
    tags: Arc<[String]>,
    path: String,
    leaf: Value,
}

impl Object for Whole {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        value_of(&self.tags, &format!("{}.{}", self.path, key.as_str()?), &self.leaf)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let one = Value::from_object(Self::clone(self));
        Enumerator::Iter(Box::new((0..IN_A_LIST).map(move |_| one.clone())))
    }
}
