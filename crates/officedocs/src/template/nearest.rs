//! The known tag a mistyped one was meant to be, by edit distance.
//! Case and the letter «ё» make no difference.

/// Longer names are compared by their beginnings.
const LONGEST: usize = 200;

/// The nearest of the known words, when it is near enough to be offered.
pub(super) fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let word = folded(word);
    let farthest = (word.len() / 3).max(2);
    known
        .iter()
        .map(|candidate| (distance(&word, &folded(candidate)), *candidate))
        .filter(|(distance, _)| *distance <= farthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

fn folded(word: &str) -> Vec<char> {
    let lower = word.to_lowercase();
    let plain = lower.chars().map(|c| if c == 'ё' { 'е' } else { c });
    plain.take(LONGEST).collect()
}

/// Levenshtein distance, one row at a time.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let known = ["педагог.фио", "педагог.организация", "заявление.дата"];
        assert_eq!(nearest("педагог.ФИО", &known).as_deref(), Some("педагог.фио"));
        assert_eq!(nearest("педагог.огранизация", &known).as_deref(), Some("педагог.организация"));
        assert_eq!(nearest("x", &known), None);
    }
}
