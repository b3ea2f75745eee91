using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>The words by which a model says what it answers, in the languages that models are asked in.</summary>
/// <remarks>A closed list on purpose: of "you believe the answer is A" nothing is read, because <c>you</c> and <c>believe</c> are not in it. What it lacks costs an answer; what it holds too much would invent one.</remarks>
internal static partial class AnswerWords
{
    // At least one of these stands before the letter: "the *answer* is B", "I *choose* B", "*so* B".
    private static readonly FrozenSet<string> Naming = Words("""
        answer answers choice option letter pick selection response reply solution verdict decision output result label
        choose chose chosen select selected picked choosing selecting picking go going opt opting vote settle is be it's that's so therefore thus hence
        final correct right say think definitely clearly obviously certainly sure yes ok okay course probably according per says states shows confirms supports indicates value match summary summarize conclusion field assistant ai bot chatgpt
        antwort option buchstabe wahl lösung wähle nehme entscheide ist lautet also daher deshalb somit
        réponse reponse choix lettre choisis prends opte est c'est donc selon dirais réponds répondrais l'option l'alternative
        respuesta opción opcion elección letra elijo escojo selecciono es sería luego
        resposta alternativa opção opcao escolha escolho é portanto logo gabarito
        risposta opzione l'opzione scelta lettera scelgo è quindi dunque
        antwoord keuze optie kies is dus svar svaret alternativ väljer velger vælger er är vastaus valitsen
        odpowiedź odpowiedz opcja wybieram jest więc odpověď odpověd možnost volím odpoveď
        ответ ответом вариант вариантом буква выбираю выберу верно это поэтому значит відповідь варіант обираю
        cevap cevabı yanıt seçenek şık válasz választás răspuns răspunsul este jawaban jawabannya pilihan câu trả đáp án chọn jibu отговор одговор odgovor atsakymas vastus απάντηση επιλογή
        """);

    private static readonly FrozenSet<string> Between = Words("""
        the my i i'd i'll i'm we would will to this that it here here's of with for by on in at as only and then now well best most accurate appropriate likely matching
        i've have must should am based given above provided from record document entry text source passage information evidence facts question stated careful carefully after review reviewing reading looking consideration considering overall ultimately conclusion summary believe let's but which means making supported you're right absolutely agree fits one matches
        die der das den meine mein ich richtige korrekte endgültige beste würde für mich laut nach gemäß dem eintrag dokument text auf basis und wäre richtig korrekt zu
        la le les l' ma mon je bonne correcte finale exacte meilleure d'après selon document texte registre pour et serait vote
        el lo mi yo correcta correcto final según segun documento registro texto entrada por y tanto
        a o minha meu eu correta certa final segundo documento registro texto e por
        il la lo mia mio io corretta giusta finale secondo documento testo registro per e
        het de mijn ik juiste correcte uiteindelijke goede volgens document en det rätta rätt riktiga riktige rigtige mitt jeg jag oikea on
        moja poprawna prawidłowa właściwa ostateczna zgodnie z dokumentem správná moje ja to
        мой правильный верный окончательный согласно записи документу я і правильна моя
        doğru benim son helyes az corect corectă rigtigt aber mais pero mas ma но maar men ale così entonces então yang benar adalah lời đúng là sahihi ni η σωστή είναι
        """);

    // Scripts that are written without spaces, or whose words run on: tokens, the longest first.
    private const string Unspaced = """
        正确答案 正確答案 最终答案 最終答案 正确选项 正確選項 答案 回答 回复 选项 選項 我选择 我選擇 选择 選擇 应选 應選 我选 我選 选 選 因此 所以 故 综上所述 综上 根据 根據 记录 記錄 文件 文档 文檔 资料 正确 正確 最终 應該 应该 我 的 而是 是 为 為 会 會 认为 認為 应 應 项 項
        最終的な答え 正しい答え 正しい選択肢 正解 答え 解答 選択肢 選択 記録 文書 資料 によると により したがって よって 私 わたし の は が を
        정답은 정답 답변은 답변 답은 답 선택은 선택 선택지는 선택지 최종 올바른 저는 제 나는 따라서 그러므로 그래서 기록에 문서에 따르면 의하면
        الإجابة الصحيحة الجواب الصحيح الإجابة الجواب الخيار الصحيح الخيار هي هو النهائية أختار لذلك إذن
        सही उत्तर उत्तर जवाब विकल्प मेरा सही अंतिम है इसलिए मैं
        คำตอบที่ถูกต้อง คำตอบสุดท้าย คำตอบ ตัวเลือก ที่ถูกต้อง ข้อ คือ ตอบ ดังนั้น ฉัน เลือก
        התשובה הנכונה התשובה תשובה נכונה האפשרות היא הנכונה בחירתי לכן
        সঠিক উত্তর উত্তর হল হলো சரியான பதில் பதில் విడై సమాధానం
        """;

    private static readonly FrozenSet<string> NamingUnspaced = Words("""
        正确答案 正確答案 最终答案 最終答案 正确选项 正確選項 答案 回答 回复 选项 選項 我选择 我選擇 选择 選擇 应选 應選 我选 我選 选 選 因此 所以 故 而是 是 为 為
        最終的な答え 正しい答え 正しい選択肢 正解 答え 解答 選択肢 選択 したがって よって
        정답은 정답 답변은 답변 답은 답 선택은 선택 선택지는 선택지 따라서 그러므로 그래서
        الإجابة الجواب الخيار أختار هي هو उत्तर जवाब विकल्प คำตอบที่ถูกต้อง คำตอบสุดท้าย คำตอบ ตัวเลือก ข้อ ตอบ เลือก התשובה תשובה האפשרות בחירתי উত্তর பதில் సమాధానం
        """);

    private static readonly string[] UnspacedByLength = [.. Unspaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().OrderByDescending(token => token.Length)];

    /// <summary>True where all words of a text are among those that lead to an answer.</summary>
    /// <param name="text">What stands before a letter.</param>
    /// <param name="names">True where one of them says that an answer follows.</param>
    public static bool Lead(string text, out bool names)
    {
        names = false;
        if (Foreign().IsMatch(text)) return false;
        foreach (Match word in Word().Matches(ToQuestion().Replace(Denial().Replace(text, ""), "").ToLowerInvariant()))
        {
            if (char.GetUnicodeCategory(word.Value, 0) == UnicodeCategory.OtherLetter)
            {
                if (!RunsOn(word.Value, ref names)) return false;
            }
            else if (Naming.Contains(word.Value)) names = true;
            else if (!Between.Contains(word.Value) && !Naming.Contains(word.Value)) return false;
        }
        return true;
    }

    private static bool RunsOn(string run, ref bool names)
    {
        for (int at = 0; at < run.Length;)
        {
            if (UnspacedByLength.FirstOrDefault(token => string.CompareOrdinal(run, at, token, 0, token.Length) == 0) is not { } token) return false;
            names |= NamingUnspaced.Contains(token);
            at += token.Length;
        }
        return true;
    }

    private static FrozenSet<string> Words(string lines) => lines.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // "No, it is B": the no belongs to what was asked before.
    [GeneratedRegex(@"\A\W*(?:no|nope|nein|non|não|nee|nej|nie|нет|hayır)[,.!]\s+(?=\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\bto (?:your|the|this|a) question(?: like this)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex ToQuestion();

    // Marks that turn a statement round, join it to another or ask.
    [GeneratedRegex(@"[?？؟≠¬~/&+%]|!=|\d")]
    private static partial Regex Foreign();

    // A word of one script: cased letters with apostrophes, or a run of letters without case.
    [GeneratedRegex(@"[\p{Lo}][\p{Lo}\p{M}ー]*|[\p{Lu}\p{Ll}\p{Lt}][\p{Lu}\p{Ll}\p{Lt}\p{M}]*(?:'[\p{Lu}\p{Ll}\p{Lt}]*)?")]
    private static partial Regex Word();
}
