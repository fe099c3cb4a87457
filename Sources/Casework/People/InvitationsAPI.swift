import Hummingbird
import Mail
import Web

/// Invitations over the API. Without mail nobody can be invited here: the operator gets a link at the command line.
struct InvitationsAPI {
    let desk: Desk
    let hasMail: Bool

    func add(to routes: Routes) {
        routes.api(.get, "invitations", access: .signedIn, operation: list) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, InvitationQueries.list))
        }
        let languages = routes.frame.locales.languages.map(\.code)
        routes.api(.post, "invitations", access: .signedIn, operation: invite) { [self] request, context in
            let body = try await JSONBody.read(request, context)
            let sql = try body.fields { fields in
                let email = fields.string("email", 3...254)
                if MailAddress(email) == nil { fields.refuse("email", "email_malformed") }
                return InvitationQueries.invite(
                    email, language: fields.choice("language", languages),
                    roles: fields.strings("roles", atMost: 10))
            }
            try await requireMail(context.caller)
            let once = try Once.read(request, "POST /invitations", body)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
        routes.api(.post, "invitations/:id/renewal", access: .signedIn, operation: change("renewInvitation"))
        {
            [self] _, context in
            let sql = InvitationQueries.renew(try context.id())
            try await requireMail(context.caller)
            return JSONReply.created(try await desk.ask(context.caller, sql))
        }
        routes.api(
            .post, "invitations/:id/revocation", access: .signedIn, operation: change("revokeInvitation")
        ) { [desk] _, context in
            JSONReply.created(
                try await desk.ask(context.caller, InvitationQueries.revoke(try context.id())))
        }
    }

    private func requireMail(_ caller: Caller) async throws {
        if !hasMail { try await NoMail.refuse(caller, desk) }
    }

    private var list: Operation {
        Operation("listInvitations", tag: "people", answer: .ok(.map(.anything)), problems: [403])
    }

    private var invite: Operation {
        Operation(
            "invite", tag: "people",
            body: .json(
                .object([
                    .required("email", .text(length: 3...254, format: nil)),
                    .required("language", .text(length: 2...16, format: nil)),
                    .optional("roles", .array(.text(length: 1...60, format: nil))),
                ])),
            answer: .created(.object([.required("id", .uuid)])), problems: [400, 403, 409, 413, 415, 422],
            isIdempotent: true)
    }

    private func change(_ name: String) -> Operation {
        Operation(name, tag: "people", answer: .created(.map(.anything)), problems: [403, 409])
    }
}

/// Why nobody can be invited where no mail is sent; PostgreSQL says first whether the caller could at all.
enum NoMail {
    static func refuse(_ caller: Caller, _ desk: Desk) async throws {
        _ = try await desk.ask(caller, InvitationQueries.list)
        throw Refusal(409, "mail_off", reasons: [RefusalReason("mail_off")])
    }
}
