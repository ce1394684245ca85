//! May this officer do this here; what may the receiver do?
