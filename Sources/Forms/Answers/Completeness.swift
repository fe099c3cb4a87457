extension Form {
    /// What still has to be answered, or is not valid, before the report may be submitted, in the form's
    /// order.
    public func completeness(_ answers: [String: JSONValue]) -> [AnswerProblem] {
        let counted = prune(answers)
        let invalid = check(patch: .object(counted))
        let missing = visibleQuestions(answers).flatMap { missingParts($0, counted) }
        return invalid + missing.filter { !invalid.contains($0) }
    }

    /// How far each section is, in the form's order; a section whose questions are all hidden is left out.
    public func progress(_ answers: [String: JSONValue]) -> [SectionProgress] {
        let visible = Set(visibleQuestions(answers).map(\.key))
        let counted = prune(answers)
        let incomplete = Set(completeness(answers).compactMap(\.question))
        return steps.flatMap(\.sections).compactMap { section in
            let questions = section.questions.filter { visible.contains($0.key) }
            guard !questions.isEmpty || !section.shows.isEmpty else { return nil }
            return SectionProgress(
                section: section.key, questions: questions.count,
                answered: questions.count { counted[$0.key] != nil },
                incomplete: questions.count { incomplete.contains($0.key) })
        }
    }

    private func missingParts(_ question: Question, _ counted: [String: JSONValue]) -> [AnswerProblem] {
        let path = AnswerPath.root.appending(question.key)
        guard let answer = counted[question.key] else {
            return question.isRequired ? [AnswerProblem(pointer: path.pointer, code: .missing)] : []
        }
        guard question.type == .group, let items = answer.array else {
            return question.gaps(in: answer, at: path)
        }
        var problems = items.enumerated().flatMap { index, item in
            question.gaps(inItem: item.object ?? [:], outer: counted, at: path.appending(index))
        }
        if let minimum = question.minimum, items.count < minimum {
            problems.append(
                AnswerProblem(pointer: path.pointer, code: .tooFew, values: ["min": String(minimum)]))
        }
        return problems
    }
}

/// How far one section of a report is.
public struct SectionProgress: Hashable, Sendable {
    /// The section's key.
    public let section: String
    /// How many of its questions are visible.
    public let questions: Int
    /// How many of those have an answer.
    public let answered: Int
    /// How many of those must still be answered or corrected.
    public let incomplete: Int
}

extension Question {
    /// What a question of an item lacks.
    func gaps(inItem item: [String: JSONValue], outer: [String: JSONValue], at path: AnswerPath)
        -> [AnswerProblem]
    {
        let (visible, counted) = walk(item, outer: outer)
        return visible.flatMap { question -> [AnswerProblem] in
            let place = path.appending(question.key)
            if let answer = counted[question.key] { return question.gaps(in: answer, at: place) }
            return question.isRequired ? [AnswerProblem(pointer: place.pointer, code: .missing)] : []
        }
    }

    /// What an answer lacks: an account names what was found, when, where, and its evidence or why there is
    /// none.
    func gaps(in answer: JSONValue, at path: AnswerPath) -> [AnswerProblem] {
        guard type == .account, let members = answer.object else { return [] }
        var missing = ["statement", "date", "place"].filter { !AnswerCheck.isAnswer(members[$0]) }
        if !["evidence", "without_evidence"].contains(where: { AnswerCheck.isAnswer(members[$0]) }) {
            missing.append("evidence")
        }
        return missing.map { AnswerProblem(pointer: path.appending($0).pointer, code: .missing) }
    }
}
