namespace PlanApi.SyntheticData.Facts;

/// <summary>A name as it is written in a person's own script, and in Latin letters.</summary>
internal sealed record NativeName(string Given, string Family, string LatinGiven, string LatinFamily, bool Female);

/// <summary>A script with names in it.</summary>
/// <param name="Language">BCP 47 tag of the language that they speak.</param>
/// <param name="FamilyFirst">Whether the family name comes first in it.</param>
internal sealed record Script(string Language, string LanguageText, bool FamilyFirst, string Between, IReadOnlyList<NativeName> Names)
{
    public static readonly Script Japanese = new("ja", "Japanese", true, " ",
        [new("陽子", "渡辺", "Yoko", "Watanabe", true), new("健太", "高橋", "Kenta", "Takahashi", false), new("美咲", "小林", "Misaki", "Kobayashi", true)]);

    public static readonly Script Arabic = new("ar", "Arabic", false, " ",
        [new("ليلى", "الخطيب", "Layla", "Al-Khatib", true), new("يوسف", "منصور", "Yousef", "Mansour", false), new("سلمى", "حداد", "Salma", "Haddad", true)]);

    public static readonly Script Cyrillic = new("ru", "Russian", false, " ",
        [new("Светлана", "Кузнецова", "Svetlana", "Kuznetsova", true), new("Михаил", "Щербаков", "Mikhail", "Shcherbakov", false), new("Юлия", "Соловьёва", "Yuliya", "Solovyova", true)]);

    public static readonly Script Chinese = new("zh", "Chinese", true, "",
        [new("丽华", "欧阳", "Lihua", "Ouyang", true), new("志强", "王", "Zhiqiang", "Wang", false), new("晓梅", "张", "Xiaomei", "Zhang", true)]);

    /// <summary>Latin letters with marks that are lost where only ASCII is thought of.</summary>
    public static readonly Script Vietnamese = new("vi", "Vietnamese", true, " ",
        [new("Thị Hường", "Nguyễn", "Thi Huong", "Nguyen", true), new("Văn Đức", "Trần", "Van Duc", "Tran", false), new("Thị Ngọc", "Phạm", "Thi Ngoc", "Pham", true)]);

    /// <summary>The name as people who bear it write it.</summary>
    public string Whole(NativeName name) => FamilyFirst ? $"{name.Family}{Between}{name.Given}" : $"{name.Given}{Between}{name.Family}";
}
