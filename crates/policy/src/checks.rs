//! The numbered checks of this crate.

model::checks! {
    /// Loading.
    POL_1_1 = "POL-1.1", "schema and policies pass strict validation, without error or warning", "house";
    /// Loading.
    POL_1_2 = "POL-1.2", "every policy has an id of its own, a sentence, a source and no annotation that is not known", "house";
    /// Loading.
    POL_1_3 = "POL-1.3", "every obligation that a policy brings is one that the node can carry out", "house";
    /// Loading.
    POL_1_4 = "POL-1.4", "the minimisation table decides every field for every recipient", "house";
    /// Deciding.
    POL_2_1 = "POL-2.1", "every policy that applies could be evaluated", "house";
    /// Deciding.
    POL_2_2 = "POL-2.2", "no policy forbids it", "house";
    /// Deciding.
    POL_2_3 = "POL-2.3", "a policy permits it", "house";
    /// Deciding.
    POL_2_4 = "POL-2.4", "where a second person is needed, one agreed who neither drafted nor is the actor", "house";
    /// Disclosing.
    POL_3_1 = "POL-3.1", "what is disclosed is what the permit was given for, to an action that opens it", "house";
    /// Minimising.
    POL_4_1 = "POL-4.1", "the arrangement covers the category of data that would go", "house";
    /// Minimising.
    POL_4_2 = "POL-4.2", "an officer's override of minimisation is possible for that field and gives a reason", "Dir. (EU) 2016/680 art. 4(1)(c) (unverified)";
}
