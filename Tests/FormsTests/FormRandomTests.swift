import Forms
import Testing

/// Random input: whatever comes is read or refused, and what the functions promise each other holds.
@Suite struct FormRandomTests {
    /// The same sequence in each run (Marsaglia's xorshift).
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test func `three hundred damaged copies of the form are read or refused`() {
        var random = Random(state: 42)
        let bytes = Array(smallFormText.utf8)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(
                    in: 32...126, using: &random)
            }
            for problem in problems(of: String(decoding: damaged, as: UTF8.self)) {
                #expect(problem.hasPrefix("bridge.yaml:"))
            }
        }
    }

    @Test func `three hundred damaged JSON texts are read or refused`() {
        var random = Random(state: 7)
        let bytes = Array(#"{"a":[1,-2.5e3,true,null,"\u00e9\n"],"b":{"c":""}}"#.utf8)
        for _ in 0..<300 {
            var damaged = bytes
            damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            if let value = try? JSONValue.parse(damaged) {
                #expect((try? JSONValue.parse(value.canonical)) == value)
            }
        }
    }

    @Test func `of random answers, what counts is visible, valid and stays what it is when pruned again`()
        throws
    {
        var random = Random(state: 99)
        let form = try smallForm()
        for _ in 0..<500 {
            var answers: [String: JSONValue] = [:]
            for (key, value) in AnswerCheckTests.accepted where Bool.random(using: &random) {
                answers[key] = value
            }
            let counted = form.prune(answers)
            let visible = Set(form.visibleQuestions(answers).map(\.key))
            #expect(visible.isSuperset(of: counted.keys))
            #expect(form.prune(counted) == counted)
            #expect(form.visibleQuestions(counted).map(\.key) == form.visibleQuestions(answers).map(\.key))
            #expect(form.check(patch: .object(counted)) == [])
            #expect(form.completeness(counted) == form.completeness(answers))
        }
    }
}
