import Foundation
import Hummingbird
import Web

/// The monitors with their load and training, and the page on which a training is entered.
struct TrainingPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "monitors") { [self] _, context in
            let visit = try await pages.visit(context, AssignmentQueries.monitors)
            let model = MonitorsModel(try visit.answer(0), visit)
            return try pages.page(
                "People/monitors", model, visit.head(visit.words("page.navigation.monitors"), in: .monitors),
                visit)
        }
        routes.page(.get, "monitors/:id/training") { [self] _, context in try await ask(nil, context) }
        routes.page(.post, "monitors/:id/training") { [self] request, context in
            try await record(try await FormInput.read(request, context), context)
        }
    }

    private func ask(_ form: FormInput?, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(context, AssignmentQueries.monitors)
        let list: MonitorList = try visit.answer(0)
        guard let monitor = list.items.first(where: { $0.id == id }) else { throw Refusal.notFound }
        let model = TrainingModel(monitor, form, visit)
        let head = visit.head(
            model.heading, in: .monitors, trail: [visit.step(.monitors)], problems: form?.problems ?? [],
            labels: model.labels)
        return try pages.page("People/training", model, head, visit)
    }

    private func record(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let title = form.text("title", atMost: 200)
        let from = form.date("valid_from")
        let until = form.date("valid_until")
        guard let title, let from, let until, !form.hasProblems else { return try await ask(form, context) }
        do {
            let sql = PeopleQueries.training(
                id, title: title, from: from.description, until: until.description)
            _ = try await pages.desk.make(context.caller, Once(form, "POST /people/\(id)/trainings"), sql)
            return pages.done("training_recorded", at: "/monitors")
        } catch {
            try form.take(error)
            return try await ask(form, context)
        }
    }
}

/// The list of monitors, template `People/monitors`.
struct MonitorsModel: Sendable {
    struct Row: Sendable {
        let name: String
        let pseudonym: String
        let places: String
        let load: String
        let training: String
        let tag: StatusTag
        let address: String?
    }

    let rows: [Row]
    let mayInvite: Bool
    let empty: EmptyState?

    init(_ list: MonitorList, _ visit: Visit) {
        let words = visit.words
        let today = visit.today
        mayInvite = visit.viewer.holds("monitor.invite")
        rows = list.items.map { monitor in
            let isTrained = monitor.isTrained(on: today)
            let mayRecord = visit.viewer.holds("training.record") && monitor.id != visit.viewer.id
            return Row(
                name: monitor.name, pseudonym: monitor.pseudonym,
                places: monitor.places(words) ?? words("people.places_unknown"),
                load: String(monitor.openAssignments),
                training: words.date(monitor.trainingUntil) ?? words("assignment.training.none"),
                tag: isTrained
                    ? StatusTag(words("people.training.valid"), .done)
                    : StatusTag(words("people.training.invalid"), .warning),
                address: mayRecord ? "/monitors/\(monitor.id.uuidString.lowercased())/training" : nil)
        }
        empty =
            rows.isEmpty
            ? EmptyState(title: words("people.no_monitors"), text: words("people.no_monitors_next")) : nil
    }
}

/// The form of a training, template `People/training`.
struct TrainingModel: Sendable {
    let heading: String
    let form: PageForm
    let title: TextField
    let from: DateField
    let until: DateField
    let labels: [String: String]

    init(_ monitor: MonitorList.Monitor, _ typed: FormInput?, _ visit: Visit) {
        let words = visit.words
        let problems = typed?.problems ?? []
        heading = words("people.training.heading", ["name": monitor.name])
        form = PageForm("/monitors/\(monitor.id.uuidString.lowercased())/training", visit)
        labels = [
            "title": words("people.training.title"), "valid_from": words("people.training.from"),
            "valid_until": words("people.training.until"),
        ]
        title = TextField(
            name: "title", label: words("people.training.title"), value: typed?.typed("title") ?? "",
            error: words.reasons.error(of: "title", in: problems))
        from = DateField(
            name: "valid_from", label: words("people.training.from"), typed: typed,
            error: words.reasons.error(of: "valid_from", in: problems))
        until = DateField(
            name: "valid_until", label: words("people.training.until"), typed: typed,
            error: words.reasons.error(of: "valid_until", in: problems))
    }
}
