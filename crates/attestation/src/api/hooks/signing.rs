//! Signatures of notifications by the scheme of Standard Webhooks: HMAC-SHA256 over the id, the moment and the body.

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How a secret begins, so that it is known when it is found in somebody's file.
const PREFIX: &str = "whsec_";

/// A new secret of 256 random bits, as the neighbour keeps it.
///
/// # Errors
/// When the machine gives no randomness.
pub(super) fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", BASE64.encode(&bytes)))
}

/// The signature of a notification: its id, the second it is sent in, its body. None when the secret is not one of ours.
pub(super) fn signature(secret: &str, id: &str, second: &str, body: &str) -> Option<String> {
    let key = BASE64.decode(secret.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    for part in [id, ".", second, ".", body] {
        mac.update(part.as_bytes());
    }
    Some(format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_scheme() {
        // From the tests of the scheme's own libraries.
        let known = [
            (
                "whsec_plJ3nmyCDGBKInavdOK15jsl",
                "msg_loFOjxBNrRLzqYUf",
                "1731705121",
                r#"{"event_type":"ping","data":{"success":true}}"#,
                "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
            ),
            (
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                r#"{"test": 2432232314}"#,
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
        ];
        for (secret, id, second, body, signed) in known {
            assert_eq!(signature(secret, id, second, body).as_deref(), Some(signed));
        }
        assert_eq!(signature("plJ3nmyCDGBKInavdOK15jsl", "1", "2", "3"), None);
        assert_eq!(BASE64.decode(&new_secret().expect("randomness").as_bytes()[6..]).map(|key| key.len()), Ok(32));
    }
}
