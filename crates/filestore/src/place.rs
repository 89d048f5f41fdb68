//! Where the files lie, as the settings say it.
//! The secret of S3 never reaches a log: `Debug` leaves it out.

use std::fmt;
use std::path::PathBuf;

/// One of the two places files can be kept in.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder on a local disk; the default.
    Folder(PathBuf),
    /// A bucket in S3 or in a service that speaks its language (`MinIO`, Ceph, a Russian cloud).
    S3(S3),
}

/// How to reach a bucket.
///
/// Give the bucket a lifecycle rule that aborts unfinished multipart uploads after a day:
/// a process killed in the middle of an upload cannot clean up after itself.
#[derive(Clone)]
pub struct S3 {
    /// `https://host[:port]`; `None` means Amazon's own by region. With an endpoint, addresses are path-style.
    pub endpoint: Option<String>,
    /// The region's name; services of one's own usually take `us-east-1`.
    pub region: String,
    /// The bucket; it must exist.
    pub bucket: String,
    /// A folder inside the bucket, may be empty.
    pub prefix: String,
    /// The public half of the access key.
    pub access_key: String,
    /// The secret half of the access key.
    pub secret_key: String,
    /// Whether an endpoint without TLS is accepted; keep `false` outside of tests and closed networks.
    pub allow_http: bool,
    /// Where files wait until they are sent, a private folder; `None` means one in the system's temporary folder.
    pub scratch: Option<PathBuf>,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .field("allow_http", &self.allow_http)
            .field("scratch", &self.scratch)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, S3};

    #[test]
    fn the_secret_is_not_printed() {
        let place = Place::S3(S3 {
            endpoint: None,
            region: "ru-1".into(),
            bucket: "files".into(),
            prefix: String::new(),
            access_key: "open-half".into(),
            secret_key: "closed-half".into(),
            allow_http: false,
            scratch: None,
        });
        let shown = format!("{place:?} {place:#?}");
        assert!(shown.contains("files") && !shown.contains("half"), "{shown}");
    }
}
