//! The checks of the law: one id, one sentence, one test each. Not the pipeline's (`exchange`) nor the officer's
//! (`policy`). The table in `docs/checks.md` is generated from [`ALL`].

model::checks! {
    /// Reading.
    LAW_1_1 = "LAW-1.1", "every file of the lawbook has a known place and the exact form of that place", "house";
    /// Reading.
    LAW_1_2 = "LAW-1.2", "no row and no id stands twice", "house";
    /// Reading.
    LAW_1_3 = "LAW-1.3", "every State code stands in states.csv", "ISO 3166-1";
    /// Reading.
    LAW_1_4 = "LAW-1.4", "every date is a day of the calendar between 1850 and 2100, and no end precedes its beginning", "house";
    /// Reading.
    LAW_1_5 = "LAW-1.5", "every instrument, offence, organisation and source that a file names exists", "house";

    /// Participation.
    LAW_2_1 = "LAW-2.1", "a binding act counts from the entry into force given, or computed by the instrument's own rule, and not before the instrument itself is in force", "VCLT art. 24";
    /// Participation.
    LAW_2_2 = "LAW-2.2", "a party without a date is listed apart and not counted; a mere listing as a participant is never a party", "house";
    /// Participation.
    LAW_2_3 = "LAW-2.3", "cessation removes a party from its date on; suspension marks it and stops it serving as a basis", "VCLT arts 54, 57";
    /// Participation.
    LAW_2_4 = "LAW-2.4", "absence after the as-of date, or from an incomplete list, is unknown", "house";
    /// Participation.
    LAW_2_5 = "LAW-2.5", "a territorial extension binds for that territory only", "VCLT art. 29";
    /// Participation.
    LAW_2_6 = "LAW-2.6", "an act that binds by membership binds the members of that day, from its date of application, save those whose position is open", "TEU, Protocols 19, 21 and 22";

    /// Participation.
    LAW_2_7 = "LAW-2.7", "a successor is bound from the succession of States on, and relies on it towards others from its notification on", "VCSSRT arts 22, 23";

    /// Power.
    LAW_3_1 = "LAW-3.1", "an instrument is a basis only if it binds both sides, in their relation, on the date", "VCLT art. 26";
    /// Power.
    LAW_3_2 = "LAW-3.2", "the article covers the kind, the offence, the purpose and the bodies", "house";
    /// Power.
    LAW_3_3 = "LAW-3.3", "a fact that the article requires is confirmed by a person, never assumed", "house";
    /// Power.
    LAW_3_4 = "LAW-3.4", "a duty under a Security Council resolution alone never covers", "house";
    /// Power.
    LAW_3_5 = "LAW-3.5", "membership of an organisation is a channel, never a basis by itself", "house";
    /// Power.
    LAW_3_6 = "LAW-3.6", "the arrangement is in force on the date", "house";
    /// Power.
    LAW_3_7 = "LAW-3.7", "the arrangement is between these two authorities", "house";
    /// Power.
    LAW_3_8 = "LAW-3.8", "the arrangement covers the kind of cooperation", "house";
    /// Power.
    LAW_3_9 = "LAW-3.9", "the arrangement covers the offence; an offence known only as charged is covered only where it is named", "house";
    /// Power.
    LAW_3_10 = "LAW-3.10", "the arrangement covers the purpose", "Dir. (EU) 2016/680 art. 4(1)(b)";
    /// Power.
    LAW_3_11 = "LAW-3.11", "the arrangement covers the data category", "house";
    /// Power.
    LAW_3_12 = "LAW-3.12", "an implementing arrangement carries a treaty and is no basis of its own", "house";
    /// Power.
    LAW_3_13 = "LAW-3.13", "a relay is no side; a regional body acts under its own instruments and registered arrangements", "house";
    /// Power.
    LAW_3_14 = "LAW-3.14", "the two sides belong to different States or bodies", "house";
    /// Power.
    LAW_3_15 = "LAW-3.15", "the offence stands in the vocabulary", "house";

    /// Power.
    LAW_3_16 = "LAW-3.16", "an instrument that another replaces between the two sides does not serve beside it", "VCLT arts 30, 59";
    /// Power.
    LAW_3_17 = "LAW-3.17", "an article that a reservation or declaration of one side takes away is no basis with it", "VCLT art. 21";
    /// Power.
    LAW_3_18 = "LAW-3.18", "a refusal ground that a convention in force between the two takes away is shown as taken away", "house";
    /// Power.
    LAW_3_19 = "LAW-3.19", "the order of the bases is that of closeness, speciality and time, and each says why it stands where it does", "VCLT art. 30";
    /// Power.
    LAW_3_20 = "LAW-3.20", "an arrangement that adopts a body's rules serves between members of that body only", "house";
    /// After sending.
    LAW_3_21 = "LAW-3.21", "what came under an arrangement is handed on as its onward rule says, and otherwise with the provider's permission", "house";
    /// After sending.
    LAW_3_22 = "LAW-3.22", "what came under an arrangement that limits keeping is handed on while it may be kept, and not afterwards", "house";

    /// Transfer.
    LAW_4_1 = "LAW-4.1", "where nothing about a person goes, no transfer takes place", "Dir. (EU) 2016/680 art. 3(1)";
    /// Transfer.
    LAW_4_2 = "LAW-4.2", "between States bound by the same data-protection act there is no transfer to a third country", "Dir. (EU) 2016/680 art. 1(2)(b)";
    /// Transfer.
    LAW_4_3 = "LAW-4.3", "an adequacy decision counts from its date to its recorded end and not beyond", "Dir. (EU) 2016/680 art. 36";
    /// Transfer.
    LAW_4_4 = "LAW-4.4", "safeguards count where an arrangement that holds them is in force between the two authorities and covers the data", "Dir. (EU) 2016/680 art. 37(1)(a)";
    /// Transfer.
    LAW_4_5 = "LAW-4.5", "without adequacy or safeguards a person decides the single case and documents it", "Dir. (EU) 2016/680 art. 38";
    /// Transfer.
    LAW_4_6 = "LAW-4.6", "where the lawbook holds no transfer law of the sending State, none is assumed", "house";

    /// Bars.
    LAW_5_1 = "LAW-5.1", "bars are raised from facts, not from the requester's label", "house";
    /// Bars.
    LAW_5_2 = "LAW-5.2", "each question is answered by a person, with reasons", "house";
    /// Bars.
    LAW_5_3 = "LAW-5.3", "a question for two persons is answered by two different persons", "house";
    /// Bars.
    LAW_5_4 = "LAW-5.4", "a check with the competent authority is asked for, never passed", "house";
    /// Bars.
    LAW_5_5 = "LAW-5.5", "a bar that stands stops the exchange", "house";

    /// Clocks.
    LAW_6_1 = "LAW-6.1", "a clock runs only between authorities that its act binds", "house";
    /// Clocks.
    LAW_6_2 = "LAW-6.2", "hours are hours; days, weeks, months and years end at the same local time in the executing authority's zone; working days are counted by its weekends and public holidays", "Dir. (EU) 2023/977 art. 5; Dir. (EU) 2024/1640 art. 31";
    /// Clocks.
    LAW_6_3 = "LAW-6.3", "a clock is suspended only where its act knows a ground, and a suspension moves the end by its own length", "house";
    /// Clocks.
    LAW_6_4 = "LAW-6.4", "a clock is extended only where its act permits, at most once, with a reason", "house";
    /// Clocks.
    LAW_6_5 = "LAW-6.5", "a restart, where the act knows one, begins the whole period anew, and events stand in order of time", "house";
    /// Clocks.
    LAW_6_6 = "LAW-6.6", "each clock starts at the event that its act names, and at no other", "house";
    /// Clocks.
    LAW_6_7 = "LAW-6.7", "a period that leaves the calendar is refused, not cut", "house";
    /// Clocks.
    LAW_6_8 = "LAW-6.8", "a clock goes on without end only where its act says so, and before it has run out", "house";

    /// Offences.
    LAW_7_1 = "LAW-7.1", "a definition is made of elements of the vocabulary, each in its own facet, and says what is done", "house";
    /// Offences.
    LAW_7_2 = "LAW-7.2", "two definitions are compared element by element, in the direction of the request; a person decides on dual criminality", "house";
    /// Offences.
    LAW_7_3 = "LAW-7.3", "a label as charged matches nothing by itself: the conduct is named and compared", "house";

    /// Grounds.
    LAW_8_1 = "LAW-8.1", "every trigger and gate is made of facts of the vocabulary, and no two speak of the same", "house";
    /// Grounds.
    LAW_8_2 = "LAW-8.2", "the facts of a case are of the vocabulary; what nobody established is open, never assumed", "house";
    /// Grounds.
    LAW_8_3 = "LAW-8.3", "a ground stands with its article and the facts that trigger it; one that an instrument takes away may not be invoked", "house";
    /// Grounds.
    LAW_8_4 = "LAW-8.4", "a gate is raised or open beside every ground, is not weighed, and is closed by persons alone", "CAT art. 3; ECHR arts 2, 3, 6";
    /// Grounds.
    LAW_8_5 = "LAW-8.5", "a refusal shows the duties to prosecute that bind the requested State towards the requesting one", "house";
    /// Grounds.
    LAW_8_6 = "LAW-8.6", "a gate is passed by as many different persons as it asks for, with reasons; one suffices to bar", "house";
}
