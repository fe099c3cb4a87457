extension Form {
    /// The top-level questions that are visible with these answers, in order.
    public func visibleQuestions(_ answers: [String: JSONValue]) -> [Question] { walk(answers).visible }

    /// The answers that count: those to visible questions. The others are kept by the caller, so that nothing
    /// is lost when a condition turns back, but they are neither submitted nor asked about.
    public func prune(_ answers: [String: JSONValue]) -> [String: JSONValue] { walk(answers).counted }

    /// The questions of a group that are visible in one of its items, in order.
    public func visibleQuestions(
        of group: Question, item: [String: JSONValue], answers: [String: JSONValue]
    ) -> [Question] {
        group.walk(item, outer: prune(answers)).visible
    }

    private func walk(_ answers: [String: JSONValue]) -> (visible: [Question], counted: [String: JSONValue]) {
        var visible: [Question] = []
        var counted: [String: JSONValue] = [:]
        for question in questions where question.condition?.holds(counted) ?? true {
            visible.append(question)
            if let answer = answers[question.key], AnswerCheck.isAnswer(answer) {
                counted[question.key] = question.pruned(answer, outer: counted)
            }
        }
        return (visible, counted)
    }
}

extension Question {
    /// An item's visible questions and the answers that count; inner answers stand before outer ones.
    func walk(
        _ item: [String: JSONValue], outer: [String: JSONValue]
    ) -> (visible: [Question], counted: [String: JSONValue]) {
        var visible: [Question] = []
        var counted: [String: JSONValue] = [:]
        for question in questions
        where question.condition?.holds(outer.merging(counted) { _, inner in inner }) ?? true {
            visible.append(question)
            if let answer = item[question.key], AnswerCheck.isAnswer(answer) {
                counted[question.key] = answer
            }
        }
        return (visible, counted)
    }

    fileprivate func pruned(_ answer: JSONValue, outer: [String: JSONValue]) -> JSONValue {
        guard type == .group, let items = answer.array else { return answer }
        return .array(items.map { .object(walk($0.object ?? [:], outer: outer).counted) })
    }
}
