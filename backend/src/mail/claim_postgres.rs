//! PostgreSQL: rows that another process is about to lease are skipped and not waited for.

/// `$1` lease, `$2` its end, `$3` now, `$4` how many.
pub(super) const CLAIM: &str = "UPDATE outbox SET lease_id = $1, leased_until = $2, attempts = attempts + 1 \
     WHERE id IN (SELECT id FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $3 \
     AND (leased_until IS NULL OR leased_until <= $3) ORDER BY expires_at IS NULL, next_attempt_at, id LIMIT $4 \
     FOR UPDATE SKIP LOCKED) RETURNING *";
