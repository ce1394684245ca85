//! The addresses of the API, one file per noun. A handler reads, takes one step, shows.

mod after;
mod arrangements;
mod assess;
mod card;
mod drafts;
mod exchanges;
mod keeping;
mod log;
mod messages;
mod notices;
mod officers;
mod open;
mod partners;
mod populations;
mod queue;
mod reading;
mod records;
mod session;

use super::node::Node;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Every address with its handlers.
pub(super) fn routes() -> OpenApiRouter<Node> {
    OpenApiRouter::new()
        .routes(routes!(open::document))
        .routes(routes!(open::begin_enrolment))
        .routes(routes!(open::finish_enrolment))
        .routes(routes!(open::sign_in, session::who, session::sign_out))
        .routes(routes!(exchanges::list))
        .routes(routes!(exchanges::detail))
        .routes(routes!(exchanges::answer))
        .routes(routes!(drafts::write))
        .routes(routes!(drafts::head))
        .routes(routes!(drafts::read))
        .routes(routes!(drafts::findings))
        .routes(routes!(drafts::ground))
        .routes(routes!(drafts::fields))
        .routes(routes!(drafts::mark))
        .routes(routes!(drafts::release))
        .routes(routes!(assess::state))
        .routes(routes!(assess::answer_bar))
        .routes(routes!(assess::second_bar))
        .routes(routes!(assess::decide_transfer))
        .routes(routes!(messages::read))
        .routes(routes!(messages::candidates))
        .routes(routes!(messages::judge))
        .routes(routes!(after::ask))
        .routes(routes!(after::decide))
        .routes(routes!(after::pass_on))
        .routes(routes!(after::correct))
        .routes(routes!(after::recall))
        .routes(routes!(after::acknowledge))
        .routes(routes!(after::hand_on))
        .routes(routes!(keeping::restrict))
        .routes(routes!(keeping::lift))
        .routes(routes!(keeping::ratify))
        .routes(routes!(keeping::holders))
        .routes(routes!(keeping::duties))
        .routes(routes!(keeping::late))
        .routes(routes!(records::read))
        .routes(routes!(queue::list))
        .routes(routes!(queue::seen))
        .routes(routes!(log::read))
        .routes(routes!(notices::list))
        .routes(routes!(officers::list, officers::enrol))
        .routes(routes!(arrangements::list, arrangements::register))
        .routes(routes!(arrangements::suspend))
        .routes(routes!(arrangements::take_card))
        .routes(routes!(arrangements::sign_standing))
        .routes(routes!(partners::list, partners::add))
        .routes(routes!(partners::set_address))
        .routes(routes!(partners::suspend))
        .routes(routes!(partners::resume))
        .routes(routes!(populations::list, populations::authorise))
        .routes(routes!(populations::withdraw))
        .routes(routes!(populations::hits))
        .routes(routes!(populations::judge))
        .routes(routes!(card::card))
}
