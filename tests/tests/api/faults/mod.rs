//! Faults of what surrounds the program: it is killed, its database goes away, the disk fills, the clock jumps.

mod backups;
mod clock;
mod disk_full;
pub mod evidence;
mod killed;
mod postgres_away;
mod released;
mod together;
