//! Time and chance, handed in from outside so that law can be tested and a simulation can replay a seed.

/// A point in time, to the nanosecond, in UTC.
pub type Instant = jiff::Timestamp;
/// A day in law: no zone, no hour.
pub type Date = jiff::civil::Date;

/// The only source of the present moment. A node has one; a simulation has its own.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Instant;

    /// Today's date in UTC, for questions of law.
    fn today(&self) -> Date {
        jiff::tz::Offset::UTC.to_datetime(self.now()).date()
    }
}

/// The only source of random bytes: the operating system in a node, a seeded stream in a simulation.
pub trait Chance: Send {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&mut self, bytes: &mut [u8]);

    /// Draws a fixed number of bytes.
    fn draw<const N: usize>(&mut self) -> [u8; N]
    where
        Self: Sized,
    {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

impl<C: Chance + ?Sized> Chance for Box<C> {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

impl<C: Chance + ?Sized> Chance for &mut C {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}
