//! What `verify` checks of a log folder, a witness of a checkpoint, and anybody of a proof. Each has a test whose name starts
//! with its id.

model::checks! {
    /// The folder.
    AUD_1_1 = "AUD-1.1", "the folder of the log holds nothing but files and folders, each with a plain name", "house";
    /// The key.
    AUD_1_2 = "AUD-1.2", "the file vkey holds one Ed25519 verifier key whose key id fits its name and key", "C2SP signed-note";
    /// The key.
    AUD_1_3 = "AUD-1.3", "the verifier key in the folder is the one that was given", "house";
    /// The checkpoint.
    AUD_1_4 = "AUD-1.4", "the checkpoint is a note of origin, size and root with one signature, in its only spelling", "C2SP tlog-checkpoint";
    /// The checkpoint.
    AUD_1_5 = "AUD-1.5", "the signature of the checkpoint verifies with the verifier key", "C2SP signed-note";
    /// The checkpoint.
    AUD_1_6 = "AUD-1.6", "the origin of the checkpoint is the name of the key", "C2SP tlog-checkpoint";
    /// The files.
    AUD_2_1 = "AUD-2.1", "every tile and bundle that a log of this size has is there", "C2SP tlog-tiles";
    /// The files.
    AUD_2_2 = "AUD-2.2", "every file under the log is one that a log of this size has", "house";
    /// The files.
    AUD_2_3 = "AUD-2.3", "every tile and bundle has the length that the size of the log gives it", "C2SP tlog-tiles";
    /// The entries.
    AUD_3_1 = "AUD-3.1", "every line of a bundle is an entry in its only spelling, with the number of its place", "house";
    /// The entries.
    AUD_3_2 = "AUD-3.2", "the salted commitment of every entry gives the leaf that the tile holds", "house";
    /// The entries.
    AUD_3_3 = "AUD-3.3", "every erased entry is named by a later erasure that is itself kept", "house";
    /// The entries.
    AUD_3_4 = "AUD-3.4", "every entry that an erasure names is erased, unless it is an erasure itself", "house";
    /// The entries.
    AUD_3_5 = "AUD-3.5", "an erasure names entries before itself, in order", "house";
    /// The tree.
    AUD_4_1 = "AUD-4.1", "every hash in a tile above the leaves is the root of the tile below it", "C2SP tlog-tiles; RFC 9162 section 2.1";
    /// The tree.
    AUD_4_2 = "AUD-4.2", "the entries give the root that the checkpoint signed", "RFC 9162 section 2.1";
    /// Against an older checkpoint.
    AUD_5_1 = "AUD-5.1", "the log has at least the size of the checkpoint known from before", "RFC 9162 section 2.1.4";
    /// Against an older checkpoint.
    AUD_5_2 = "AUD-5.2", "the log had, at the size known from before, the root known from before", "RFC 9162 section 2.1.4";
    /// Against an older checkpoint.
    AUD_5_3 = "AUD-5.3", "the checkpoint known from before is of the same origin", "C2SP tlog-checkpoint";
    /// Against what witnesses cosigned.
    AUD_5_4 = "AUD-5.4", "what lies beside the log as cosigned is a checkpoint signed by the key of the log", "C2SP tlog-cosignature";
    /// Against what witnesses cosigned.
    AUD_5_5 = "AUD-5.5", "the cosignature of each witness holds", "C2SP tlog-cosignature";
    /// Against the rows of the node.
    AUD_5_6 = "AUD-5.6", "every row of the node gives the leaf that was published", "house";
    /// As a witness.
    AUD_6_1 = "AUD-6.1", "a checkpoint that is shown to a witness is one, and not smaller than the older one it names", "C2SP tlog-witness";
    /// As a witness.
    AUD_6_2 = "AUD-6.2", "a witness cosigns the checkpoints of logs that it knows", "C2SP tlog-witness";
    /// As a witness.
    AUD_6_3 = "AUD-6.3", "a checkpoint that is shown to a witness is signed by the key of its log", "C2SP tlog-witness";
    /// As a witness.
    AUD_6_4 = "AUD-6.4", "a checkpoint that is shown to a witness goes on from the one that it saw last", "C2SP tlog-witness";
    /// As a witness.
    AUD_6_5 = "AUD-6.5", "a log shows one root for one size", "C2SP tlog-witness";
    /// As a witness.
    AUD_6_6 = "AUD-6.6", "a log proves that it holds the checkpoint that the witness saw last, unchanged", "C2SP tlog-witness; RFC 9162 section 2.1.4";
    /// As a witness.
    AUD_6_7 = "AUD-6.7", "a log that is shown to a witness does not stay smaller than it was before", "house";
    /// The proof of one entry.
    AUD_7_1 = "AUD-7.1", "a proof is an entry, its index, a path and a checkpoint, in its only spelling", "C2SP tlog-proof";
    /// The proof of one entry.
    AUD_7_2 = "AUD-7.2", "the checkpoint of a proof is signed by the key of the log", "C2SP tlog-proof";
    /// The proof of one entry.
    AUD_7_3 = "AUD-7.3", "the entry and the path give the root of the checkpoint", "C2SP tlog-proof; RFC 9162 section 2.1.3";
    /// The proof of one entry.
    AUD_7_4 = "AUD-7.4", "as many witnesses as are asked for cosigned the checkpoint, and every cosignature of theirs holds", "C2SP tlog-proof";
}
