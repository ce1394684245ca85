//! What the screening promises, each with an id and a test of that name.

model::checks! {
    /// No filter by trait alone.
    SCR_1_1 = "SCR-1.1", "a subject brings candidates only by a name or an identifier, never by nationality, State, sex or birth date alone", "house";
    /// Total order.
    SCR_1_2 = "SCR-1.2", "candidates are ordered by probability, then log-odds, then entry id, and never tie", "house";
    /// Same answer everywhere.
    SCR_1_3 = "SCR-1.3", "the answer depends on the entries and the query alone, not on the order of insertion or what was removed", "house";
    /// Erasure.
    SCR_1_4 = "SCR-1.4", "after a removal no structure of the index holds a value of the removed subject that no other subject has", "Dir. (EU) 2016/680 art. 16";
    /// Recall.
    SCR_1_5 = "SCR-1.5", "an entry whose name differs by one edit in one part of three letters or more is always compared", "house";
    /// Absence.
    SCR_1_6 = "SCR-1.6", "what one side does not state weighs nothing, and is told apart from a contradiction", "house";
    /// Version.
    SCR_1_7 = "SCR-1.7", "every candidate names the algorithm that gave it", "house";
    /// Secrecy.
    SCR_1_8 = "SCR-1.8", "no value of a subject is in the Debug form of an index, a candidate or an explanation", "house";
    /// The sum.
    SCR_1_9 = "SCR-1.9", "the weights of the pieces and the prior add up to the log-odds of the candidate", "house";
}
