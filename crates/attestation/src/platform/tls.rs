//! How we speak to servers of others: rustls with the one provider, trusting what the system trusts.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};

/// A client that trusts these certificates.
///
/// # Errors
/// When the provider knows none of the versions.
pub fn trusting(roots: RootCertStore) -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// A client that trusts the certificates the system trusts; they are read from the disk.
///
/// # Errors
/// As [`trusting`].
pub fn trusting_system() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    trusting(roots)
}
