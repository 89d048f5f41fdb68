//! How many connections one address holds at once: nobody alone takes all places of the house. Here it is said, too, which
//! addresses are one subscriber's.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Connections of one address at once: a whole school, or a town behind one gateway, needs fewer.
pub(super) const MOST_OF_ONE: usize = 3_000;

/// Who holds how many connections.
#[derive(Debug)]
pub(super) struct Callers {
    held: Mutex<HashMap<IpAddr, usize>>,
    most: usize,
    /// Proxies bring everybody's connections and are not counted.
    proxies: Vec<IpAddr>,
}

/// A connection that is counted until it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    callers: Arc<Callers>,
    from: IpAddr,
}

impl Callers {
    /// Nobody holds anything yet; one address may hold `most`.
    pub(super) fn new(most: usize, proxies: Vec<IpAddr>) -> Arc<Self> {
        Arc::new(Self { held: Mutex::default(), most, proxies })
    }

    /// Counts one more connection of an address; none when it holds too many.
    pub(super) fn hold(self: &Arc<Self>, peer: IpAddr) -> Option<Held> {
        let from = caller(peer);
        if !self.proxies.contains(&from) {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            let count = held.entry(from).or_default();
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        Some(Held { callers: self.clone(), from })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.callers.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.from);
            }
        }
    }
}

/// One subscriber: an IPv4 address, or the half of an IPv6 address that a provider gives to a house.
pub fn caller(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_takes_its_places_and_no_more() {
        let callers = Callers::new(2, vec!["10.0.0.2".parse().unwrap()]);
        let hold = |text: &str| callers.hold(text.parse().unwrap());
        let (first, second) = (hold("192.0.2.1"), hold("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some() && hold("192.0.2.1").is_none());
        let other = hold("192.0.2.2");
        assert!(other.is_some(), "another address has places of its own");
        drop(second);
        let third = hold("192.0.2.1");
        assert!(third.is_some() && hold("192.0.2.1").is_none(), "a place that is left is free again");
        let six = [hold("2001:db8:0:1::1"), hold("2001:db8:0:1::2")];
        assert!(six.iter().all(Option::is_some) && hold("2001:db8:0:1::3").is_none(), "one house of IPv6");
        let many: Vec<_> = (0..5).map(|_| hold("10.0.0.2")).collect();
        assert!(many.iter().all(Option::is_some), "a proxy brings everybody");
        drop((first, third, other, six, many));
        assert!(callers.held.lock().unwrap().is_empty());
    }
}
