/// The first guesses of anybody who attacks accounts, twelve characters and longer where the rules
/// would let them pass; written down by us, and no replacement for a breach list.
enum CommonPasswords {
    static let all: Set<String> = [
        "password1234", "password12345", "password123!", "passwordpassword", "123456789012", "1234567890123",
        "12345678901234", "123123123123", "112233445566", "111222333444", "qwertyuiop12", "qwertyuiop123",
        "qwerty123456", "qwertyqwerty", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "abc123456789",
        "abcd12345678", "a1b2c3d4e5f6", "iloveyou1234", "iloveyou2026", "letmeinplease", "letmein12345",
        "welcome12345", "welcome123456", "administrator", "administrator1", "admin1234567", "adminadmin12",
        "changeme1234", "changemenow1", "correcthorsebatterystaple", "trustno1trustno1", "sunshine1234",
        "football1234", "princess1234", "superman1234", "dragondragon", "monkeymonkey", "mustang12345",
        "summer202020", "winter202020", "p@ssw0rd1234", "passw0rd1234", "secretsecret", "mypassword12",
        "mypassword123", "thisismypassword", "thisisapassword", "qazwsxedcrfv", "asdfghjkl123",
        "zxcvbnm12345",
        "anotherpassword", "defaultpassword", "testtesttest", "testpassword", "temppassword", "temporary123",
        "internet1234", "computer1234", "whatever1234", "starwars1234", "baseball1234",
    ]

    /// Words that make a bad password even with a year or a sign behind them.
    static let stems = [
        "password", "passwort", "parola123", "casebridge", "administrator", "qwertyuiop", "welcome",
        "letmein",
        "changeme", "iloveyou", "1234567890", "monitoring", "integrity",
    ]

    /// Rows of keyboards and alphabets: any piece of one is a first guess too.
    static let runs = [
        "01234567890123456789012345678901234567890", "98765432109876543210987654321098765432109",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    ]
}
