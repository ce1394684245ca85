//! Processor time of this thread, and memory of this process.

use std::time::{Duration, Instant};

/// A moment to count from.
pub struct Clock {
    wall: Instant,
    spent: Option<u64>,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Clock {
        Clock { wall: Instant::now(), spent: spent() }
    }

    /// Seconds of processor time since the start; of wall time where the system does not tell the other.
    pub fn seconds(&self) -> f64 {
        let took = match (self.spent, spent()) {
            (Some(before), Some(now)) => Duration::from_nanos(now.saturating_sub(before)),
            _ => self.wall.elapsed(),
        };
        took.as_secs_f64()
    }
}

fn spent() -> Option<u64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok()
}

/// Megabytes that the process holds now, where the system tells.
pub fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
