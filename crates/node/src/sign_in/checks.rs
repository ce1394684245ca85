//! The checks of signing in.

model::checks! {
    NOD_3_1 = "NOD-3.1", "password and TOTP are both right, and the TOTP step was not used before", "RFC 6238 section 5.2";
    NOD_3_2 = "NOD-3.2", "after five failures an account is locked for fifteen minutes, and longer with each further one", "house";
    NOD_3_3 = "NOD-3.3", "a session ends after thirty minutes without use and after twelve hours at most", "house";
    NOD_3_4 = "NOD-3.4", "a one-time code opens enrolment once, within seven days, and nothing else", "house";
    NOD_3_5 = "NOD-3.5", "a password has at least twelve characters", "house";
}
