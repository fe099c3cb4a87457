import Notices

/// The notice in a text, under a file name that gives no number.
func read(_ text: String, fileName: String = "notice.xml") throws -> Notice {
    try NoticeReader.read(Array(text.utf8), fileName: fileName)
}

/// Why a text is refused, or nil when it is read.
func refusal(_ text: String, fileName: String = "notice.xml") -> NoticeError? {
    refusal(Array(text.utf8), fileName: fileName)
}

/// Why bytes are refused, or nil when they are read.
func refusal(_ bytes: [UInt8], fileName: String = "notice.xml") -> NoticeError? {
    do throws(NoticeError) {
        _ = try NoticeReader.read(bytes, fileName: fileName)
        return nil
    } catch {
        return error
    }
}
