//! What a document must pass before anything of it is taken.

model::checks! {
    /// Size.
    FMT_1_1 = "FMT-1.1", "every file is at least and at most as large as the guards say", "house";
    /// Count.
    FMT_1_2 = "FMT-1.2", "the list has at least and at most as many entries as the guards say", "house";
    /// Columns.
    FMT_1_3 = "FMT-1.3", "every row has the columns of its format", "OFAC, legacy delimited file specification (unverified)";
    /// Ids.
    FMT_1_4 = "FMT-1.4", "every entry has an id of its own", "house";
    /// References.
    FMT_1_5 = "FMT-1.5", "every alias, address and comment refers to an entry of the list", "house";
    /// Names.
    FMT_1_6 = "FMT-1.6", "every entry has a name", "house";
    /// Encoding.
    FMT_1_7 = "FMT-1.7", "the text is UTF-8, with or without a byte order mark, and holds no control characters", "house";
    /// Kinds.
    FMT_1_8 = "FMT-1.8", "the kind of an entry is one that the format knows", "OFAC, legacy delimited file specification (unverified)";
    /// Completeness.
    FMT_1_9 = "FMT-1.9", "every file ends as its publisher ends it: with the mark 0x1A, or the comments with a line end", "OFAC files as published (house)";
    /// XML form.
    FMT_2_1 = "FMT-2.1", "the XML is well formed, has no document type declaration and no entity but the five predefined ones", "house: entity expansion";
    /// XML size.
    FMT_2_2 = "FMT-2.2", "the XML is nested no deeper and no text in it is longer than the limits", "house";
    /// XML shape.
    FMT_2_3 = "FMT-2.3", "the root and the sections are those of the consolidated list", "UN Security Council, sc-sanctions.xsd (shape read from a published list; the schema itself unverified)";
    /// Header.
    FMT_3_1 = "FMT-3.1", "a table names its columns in the first line, each once, and has all that are needed", "house";
    /// Cells.
    FMT_3_2 = "FMT-3.2", "every row of a table has as many cells as the header", "house";
    /// Values.
    FMT_3_3 = "FMT-3.3", "every value of a table can be read as what its column holds", "house";
    /// JSON.
    FMT_3_4 = "FMT-3.4", "every line of a JSON table is one whole JSON object", "house";
    /// Length.
    FMT_3_5 = "FMT-3.5", "a row of a table is no longer than the limit", "house";
}
