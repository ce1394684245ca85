//! The numbered checks of this room, beside those of the pipeline.

model::checks! {
    MSG_1_1 = "MSG-1.1", "an urgent request says why it is urgent", "Dir. (EU) 2023/977 art. 5(2) (unverified)";
    MSG_1_2 = "MSG-1.2", "the day by which an answer is wished for is still to come", "house";
    MSG_1_3 = "MSG-1.3", "the last day until which later holdings are to be compared is still to come", "house";
    MSG_2_1 = "MSG-2.1", "a personal assessment is not evaluated as a fact whose accuracy is beyond doubt", "Dir. (EU) 2016/680 art. 7(1)";
}
