//! Signing in, attacked.
