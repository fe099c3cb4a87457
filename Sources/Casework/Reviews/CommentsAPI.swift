import Hummingbird
import Web

/// Comments on a report: to a question, to a finding, or to the whole; by reviewers and authors.
struct CommentsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.post, "reports/:id/comments", access: .signedIn, operation: comment) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let sql = try body.fields { fields in
                let question = fields.optionalString("question", 0...200)
                if let question, !CommentAnchor.isPath(question) {
                    fields.refuse("question", "unknown_question")
                }
                let finding = fields.optionalValue("finding").map { _ in
                    fields.integer("finding", CommentAnchor.numbers)
                }
                let text = fields.string("text", 1...10_000)
                return ReviewQueries.comment(id, question: question, finding: finding, text: text)
            }
            let once = try Once.read(request, "POST /reports/\(id)/comments", body)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
    }

    private var comment: Operation {
        Operation(
            "addComment", tag: "reviews",
            body: .json(
                .object([
                    .optional("question", .nullable(.text(length: 0...200, format: nil))),
                    .optional("finding", .nullable(.integer(CommentAnchor.numbers))),
                    .required("text", .text(length: 1...10_000, format: nil)),
                ])),
            answer: .created(.object([.required("id", .uuid)])), problems: [400, 403, 413, 415, 422],
            isIdempotent: true)
    }
}
