extension Form {
    /// The answers without what belongs to the protected part about persons.
    public func withoutPersonal(_ answers: [String: JSONValue]) -> [String: JSONValue] {
        split(answers) { !$0.isPersonal }
    }

    /// Only what belongs to the protected part about persons; an item of a group keeps its place in the
    /// array.
    public func personal(in answers: [String: JSONValue]) -> [String: JSONValue] {
        split(answers) { $0.isPersonal }.filter { AnswerCheck.isAnswer($0.value) }
    }

    private func split(
        _ answers: [String: JSONValue], keeping: (Question) -> Bool
    ) -> [String: JSONValue] {
        var kept: [String: JSONValue] = [:]
        for question in questions {
            guard let answer = answers[question.key] else { continue }
            if question.type == .group, !question.isPersonal, let items = answer.array {
                kept[question.key] = .array(items.map { question.item($0, keeping: keeping) })
            } else if keeping(question) {
                kept[question.key] = answer
            }
        }
        return kept
    }
}

extension Question {
    fileprivate func item(_ item: JSONValue, keeping: (Question) -> Bool) -> JSONValue {
        let members = item.object ?? [:]
        return .object(
            members.filter { member in questions.contains { $0.key == member.key && keeping($0) } })
    }
}
