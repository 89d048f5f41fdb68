//! Passwords: any characters, fifteen or more, not one that everybody tries; kept as Argon2id.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::secret::random_below;

use super::common_passwords::{COMMON, WORDS};

/// A password that fits; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Nothing typed.
    #[error("Придумайте пароль не короче 15 знаков или возьмите один из предложенных.")]
    Empty,
    /// Too short.
    #[error("В пароле {0}, а нужно не меньше 15. Удобно взять три-четыре слова, например: окно-тюлень-марш.")]
    Short(String),
    /// Longer than anyone types.
    #[error("Пароль длиннее 200 знаков. Сократите его.")]
    Long,
    /// Everybody tries it.
    #[error("Такой пароль подбирают первым. Придумайте другой: возьмите три-четыре слова, не связанных между собой.")]
    Common,
    /// Made of what is known about the person.
    #[error("Пароль повторяет ваши имя, логин, почту или название системы. Возьмите другие слова.")]
    Known,
}

/// Characters at least: NIST SP 800-63B-4, a password that is the only factor.
const SHORTEST: usize = 15;
const LONGEST: usize = 200;
/// zxcvbn's estimate, powers of ten; it knows Latin words and dates only.
const FEWEST_GUESSES: f64 = 8.0;
/// Words of the place itself.
const CONTEXT: &[&str] = &["аттестация", "тоипкро", "педагог", "специалист", "координатор", "attestation", "toipkro"];

impl Password {
    /// Checks a new password; `known` is what the person is known by: name, login, address.
    pub fn parse(raw: &str, known: &[&str]) -> Result<Self, BadPassword> {
        let length = raw.chars().count();
        if length == 0 {
            return Err(BadPassword::Empty);
        }
        if length > LONGEST {
            return Err(BadPassword::Long);
        }
        if is_common(raw) {
            return Err(BadPassword::Common);
        }
        if length < SHORTEST {
            let count = crate::platform::words::counted(length as u64, "знак", "знака", "знаков");
            return Err(BadPassword::Short(count));
        }
        if is_known(raw, known) {
            return Err(BadPassword::Known);
        }
        Ok(Self(raw.to_owned()))
    }
}

/// A common password as it is, typed in the other layout, or repeated and decorated with digits and signs.
fn is_common(raw: &str) -> bool {
    let lower = raw.to_lowercase();
    [lower.clone(), swapped(&lower)].iter().any(|form| {
        let bare: String = form.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let core = bare.trim_matches(|sign: char| sign.is_ascii_digit());
        COMMON.contains(&form.as_str())
            || COMMON.contains(&bare.as_str())
            || is_repeat(&bare)
            || is_made_of_common(&bare, core)
    }) || is_row(&lower)
        || (lower.is_ascii() && zxcvbn::zxcvbn(&lower, &[]).guesses_log10() < FEWEST_GUESSES)
}

/// The same few signs again and again: «пароль пароль пароль», «ababababababab».
fn is_repeat(bare: &str) -> bool {
    let signs: Vec<char> = bare.chars().collect();
    (1..=signs.len() / 2)
        .take_while(|unit| *unit <= 8)
        .any(|unit| signs.len() >= 2 * unit && signs.iter().enumerate().all(|(at, sign)| *sign == signs[at % unit]))
}

/// One or two common words and digits around them.
fn is_made_of_common(bare: &str, core: &str) -> bool {
    let is_one = |text: &str| COMMON.contains(&text);
    if is_one(core) {
        return true;
    }
    let borders = bare.char_indices().map(|(at, _)| at).skip(3);
    borders.into_iter().any(|at| {
        let (left, right) = bare.split_at(at);
        is_one(left) && (is_one(right) || right.chars().all(|sign| sign.is_ascii_digit()))
    })
}

/// A row of the keyboard or of the alphabet, one way or the other.
fn is_row(lower: &str) -> bool {
    const ROWS: &[&str] = &[
        "1234567890",
        "qwertyuiopasdfghjklzxcvbnm",
        "йцукенгшщзхъфывапролджэячсмитьбю",
        "abcdefghijklmnopqrstuvwxyz",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    ];
    let bare: String = lower.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let back: String = bare.chars().rev().collect();
    let long: Vec<String> = ROWS.iter().map(|row| row.repeat(3)).collect();
    bare.chars().count() >= 6 && long.iter().any(|row| row.contains(&bare) || row.contains(&back))
}

fn is_known(raw: &str, known: &[&str]) -> bool {
    let lower = raw.to_lowercase();
    let mut rest: String = lower.clone();
    for word in known.iter().copied().chain(CONTEXT.iter().copied()) {
        let word = word.to_lowercase();
        for part in word.split(|sign: char| !sign.is_alphanumeric()).filter(|part| part.chars().count() >= 4) {
            rest = rest.replace(part, "");
        }
    }
    let left = rest.chars().filter(|sign| sign.is_alphabetic()).count();
    rest != lower && left < 6
}

/// The same keys pressed in the other layout: «пароль» ↔ «gfhjkm».
fn swapped(lower: &str) -> String {
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
    lower
        .chars()
        .map(|sign| {
            let at =
                |from: &str, to: &str| from.chars().position(|one| one == sign).and_then(|place| to.chars().nth(place));
            at(LATIN, RUSSIAN).or_else(|| at(RUSSIAN, LATIN)).unwrap_or(sign)
        })
        .collect()
}

fn argon() -> Result<Argon2<'static>, Failure> {
    // OWASP's minimum: 19 MiB, two passes, one lane.
    let params =
        Params::new(19 * 1024, 2, 1, None).map_err(|error| Failure::Broken(anyhow::anyhow!("argon2: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password off the pages' threads, a few at a time.
pub async fn hash(app: &App, password: Password) -> Result<String, Failure> {
    let _place = app.hashing.acquire().await.map_err(anyhow::Error::from)?;
    let work = tokio::task::spawn_blocking(move || {
        let hash = argon()?.hash_password(password.0.as_bytes()).map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
        Ok::<_, Failure>(hash.to_string())
    });
    work.await.map_err(anyhow::Error::from)?
}

/// Hashes spare codes with one salt, as dearly as passwords: each is shorter than a secret that could do without.
///
/// # Errors
/// When the machine cannot hash.
pub(super) async fn spare_hashes(app: &App, codes: Vec<String>, salt: String) -> Result<Vec<String>, Failure> {
    let _place = app.hashing.acquire().await.map_err(anyhow::Error::from)?;
    let work = tokio::task::spawn_blocking(move || {
        let argon = argon()?;
        let hash = |code: String| {
            let mut out = [0; 32];
            argon
                .hash_password_into(code.as_bytes(), salt.as_bytes(), &mut out)
                .map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
            Ok::<_, Failure>(HEXLOWER.encode(&out))
        };
        codes.into_iter().map(hash).collect()
    });
    work.await.map_err(anyhow::Error::from)?
}

/// Whether the password fits the hash. Without a hash the same time is spent and the answer is no.
pub(super) async fn fits(app: &App, hash: Option<String>, raw: &str) -> Result<bool, Failure> {
    let _place = app.hashing.acquire().await.map_err(anyhow::Error::from)?;
    let raw = raw.to_owned();
    let work = tokio::task::spawn_blocking(move || {
        let stored = hash.unwrap_or_else(|| NOBODY.to_owned());
        let known = PasswordHash::new(&stored).map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
        Ok::<_, Failure>(argon()?.verify_password(raw.as_bytes(), &known).is_ok())
    });
    work.await.map_err(anyhow::Error::from)?
}

/// A hash that no password fits, with the same costs.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Three passwords a person may take: four short words and a number each, about 40 random bits.
pub(super) fn suggestions() -> Result<Vec<String>, Failure> {
    (0..3)
        .map(|_| {
            let mut parts = Vec::with_capacity(5);
            for _ in 0..4 {
                let at = random_below(u32::try_from(WORDS.len()).unwrap_or(1))?;
                parts.push(WORDS[at as usize % WORDS.len()].to_owned());
            }
            parts.push((10 + random_below(90)?).to_string());
            Ok(parts.join("-"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(raw: &str) -> Option<BadPassword> {
        Password::parse(raw, &["Орлова Ольга Андреевна", "orlova.oa", "orlovao0@example.org"]).err()
    }

    #[test]
    fn long_phrases_of_any_letters_fit() {
        for good in
            ["окно-тюлень-марш-26", "зелёный чайник поёт громко", "Tr4ktor/peresyp=okean", "💙 река и снег и костёр"]
        {
            assert_eq!(why(good), None, "{good}");
        }
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for bad in [
            "пароль123456789",
            "gfhjkmgfhjkmgfhjkm",
            "123456789012345",
            "qwertyuiopasdfghj",
            "йцукенгшщзхъфыва",
            "password12345678",
            "aaaaaaaaaaaaaaaaaaa",
            "парольпарольпароль",
            "gfhjkm123456789",
        ] {
            assert_eq!(why(bad), Some(BadPassword::Common), "{bad}");
        }
    }

    #[test]
    fn ones_own_name_is_refused() {
        assert_eq!(why("Орлова-Ольга-Андреевна"), Some(BadPassword::Known));
        assert_eq!(why("аттестация-тоипкро-1"), Some(BadPassword::Known));
    }

    #[test]
    fn short_ones_are_counted() {
        assert_eq!(why("окно-тюлень-26"), Some(BadPassword::Short("14\u{a0}знаков".into())));
    }

    #[test]
    fn suggestions_fit() {
        for suggestion in suggestions().expect("randomness") {
            assert_eq!(why(&suggestion), None, "{suggestion}");
        }
    }
}
