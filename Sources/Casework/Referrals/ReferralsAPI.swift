import Hummingbird
import Web

/// Referrals over the API: prepared, approved and followed by their sender, read and answered by an authority.
struct ReferralsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "referrals", access: .signedIn, operation: ReferralOperations.list) {
            [desk] request, context in
            JSONReply.page(
                try await desk.ask(context.caller, ReferralQueries.list(try QueueFilter(request))), request)
        }
        routes.api(.get, "referrals/:id", access: .signedIn, operation: ReferralOperations.one) {
            [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ReferralQueries.one(try context.id())))
        }
        addPreparing(to: routes)
        addQuestions(to: routes)
    }

    private func addPreparing(to routes: Routes) {
        routes.api(.post, "cases/:id/referrals", access: .signedIn, operation: ReferralOperations.prepare) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let sql = try body.fields { fields in
                ReferralQueries.prepare(id, ReferralContent(fields), authority: fields.uuid("authority_id"))
            }
            let once = try Once.read(request, "POST /cases/\(id)/referrals", body)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
        routes.api(.patch, "referrals/:id", access: .signedIn, operation: ReferralOperations.change) {
            [desk] request, context in
            let id = try context.id()
            let expected = try EntityTag.required(request)
            let content = try await JSONBody.read(request, context).fields(ReferralContent.init)
            return JSONReply(
                try await desk.ask(context.caller, ReferralQueries.change(id, expected: expected, content)))
        }
        routes.api(.post, "referrals/:id/approvals", access: .signedIn, operation: ReferralOperations.approve)
        {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let digest = try body.fields { $0.string("content_digest", 64...64) }
            let once = try Once.read(request, "POST /referrals/\(id)/approvals", body)
            return JSONReply.created(
                try await desk.make(context.caller, once, ReferralQueries.approve(id, digest: digest)))
        }
    }

    private func addQuestions(to routes: Routes) {
        routes.api(.post, "referrals/:id/questions", access: .signedIn, operation: ReferralOperations.ask) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let sql = try body.fields { fields in
                ReferralQueries.ask(
                    id, text: fields.string("text", 1...10_000), dueOn: fields.date("due_on").description)
            }
            let once = try Once.read(request, "POST /referrals/\(id)/questions", body)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
        routes.api(
            .post, "referrals/:id/questions/:number/answer", access: .signedIn,
            operation: ReferralOperations.answer
        ) { [desk] request, context in
            let id = try context.id()
            guard let number = Int(try context.parameter("number")), (1...10_000).contains(number) else {
                throw Refusal.notFound
            }
            let body = try await JSONBody.read(request, context)
            let text = try body.fields { $0.string("text", 1...10_000) }
            let once = try Once.read(request, "POST /referrals/\(id)/questions/\(number)/answer", body)
            return JSONReply.created(
                try await desk.make(
                    context.caller, once, ReferralQueries.answer(id, number: number, text: text)))
        }
    }
}

extension ReferralContent {
    init(_ fields: JSONFields) {
        findings = fields.uuids("findings", atMost: 200)
        evidence = fields.uuids("evidence", atMost: 500)
    }
}
