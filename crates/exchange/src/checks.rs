//! The numbered checks of the three chains. `docs/checks.md` is generated from this list.

model::checks! {
    OUT_1_1 = "OUT-1.1", "the draft names at least one recipient, and no recipient twice", "house";
    OUT_1_2 = "OUT-1.2", "a registered arrangement with each recipient is named", "house";
    OUT_1_3 = "OUT-1.3", "a request names its subjects, its question and its justification", "Dir. (EU) 2023/977 art. 5 (unverified)";
    OUT_1_4 = "OUT-1.4", "an answer answers a request that was received in the same exchange, to the same partner, from the tray that the exchange lies in; a request begins an exchange", "house";
    OUT_1_5 = "OUT-1.5", "every person in an item has a category of data subject", "Dir. (EU) 2016/680 art. 6";
    OUT_1_6 = "OUT-1.6", "the drafting officer may draft for this unit", "policy";
    OUT_1_7 = "OUT-1.7", "a refusal names a ground that an instrument of the exchange knows; under a neutral schedule nobody refuses", "house";
    OUT_2_1 = "OUT-2.1", "a law or an arrangement in force covers the exchange with each recipient, or reciprocity is declared", "house";
    OUT_2_2 = "OUT-2.2", "there is a ground to transfer personal data to each recipient, or a documented decision for this case", "Dir. (EU) 2016/680 arts 35-38";
    OUT_2_3 = "OUT-2.3", "every bar that the facts raise was answered by a person with reasons, by two where two are required", "house";
    OUT_2_4 = "OUT-2.4", "no bar stands", "house";
    OUT_3_1 = "OUT-3.1", "the item carries at least one handling code, and words exactly when H3 is among them", "house";
    OUT_3_2 = "OUT-3.2", "an answer that carries information is evaluated", "Europol Reg. art. 29 (unverified)";
    OUT_3_3 = "OUT-3.3", "retention ends after its review and within ten years", "Dir. (EU) 2016/680 art. 5";
    OUT_3_4 = "OUT-3.4", "a field that stays by rule goes only with an officer's reason", "Dir. (EU) 2016/680 art. 4(1)(c)";
    OUT_4_1 = "OUT-4.1", "a second officer who may approve releases it; never its drafter", "policy";
    OUT_4_2 = "OUT-4.2", "the neutral answer leaves without a person only under a standing approval in date", "policy";
    OUT_4_3 = "OUT-4.3", "the item is where the step expects it: nobody took this step before", "house";
    OUT_5_1 = "OUT-5.1", "law, arrangement and policy still allow it at the moment of sealing", "house";
    OUT_5_2 = "OUT-5.2", "the recipient's card is valid, chains to the root pinned in the arrangement and has an epoch key in use", "house";
    OUT_6_1 = "OUT-6.1", "a receipt is signed by the recipient and names a delivery that was sent: message, envelope, channel and number", "house";
    OUT_6_3 = "OUT-6.3", "the time of a receipt is not before its delivery was sent, nor in the future, but for 5 minutes", "house";
    IN_1_1 = "IN-1.1", "the parcel is framed as the specification says and is not too long", "spec/parcel.md";
    IN_1_2 = "IN-1.2", "the parcel is addressed to this node", "house";
    IN_1_3 = "IN-1.3", "the payload has a version that this program reads", "spec/message.md";
    IN_1_4 = "IN-1.4", "every critical key of the payload is understood", "spec/message.md";
    IN_1_5 = "IN-1.5", "the content is of its kind's shape", "spec/message.md";
    IN_2_1 = "IN-2.1", "the sender is a partner whose card chains to the root pinned in an arrangement", "house";
    IN_2_2 = "IN-2.2", "this node is among the signed recipients", "house";
    IN_2_3 = "IN-2.3", "it was created not more than 5 minutes in the future, has not expired and expires within 35 days", "house";
    IN_2_4 = "IN-2.4", "the outer header names the signed message", "house";
    IN_2_5 = "IN-2.5", "the channel belongs to this sender", "house";
    IN_2_6 = "IN-2.6", "the message was not received before", "house";
    IN_3_1 = "IN-3.1", "the kind and the offence are known here", "house";
    IN_3_2 = "IN-3.2", "our own law covers the exchange on the day of receipt, under an arrangement that we hold", "house";
    IN_3_3 = "IN-3.3", "an answer answers a request that we sent in the same exchange to this partner", "house";
    IN_3_4 = "IN-3.4", "our own policies let it in: its purpose, its case, the retention it comes with", "policy";
    IN_4_1 = "IN-4.1", "every received subject is screened against the holdings before the item is routed", "house";
    IN_5_1 = "IN-5.1", "a candidate is judged once, by a person who may see it", "policy";
    IN_5_2 = "IN-5.2", "an answer that carries information rests on a candidate that a person confirmed", "house";
    READ_1_1 = "READ-1.1", "a read names its purpose and a case", "Dir. (EU) 2016/680 art. 25";
    READ_1_2 = "READ-1.2", "policy permits this officer to read this item", "policy";
    READ_1_3 = "READ-1.3", "the read is in the log before anything is disclosed", "Dir. (EU) 2016/680 art. 25";
}
