using System.Text;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web.SendAgain;

namespace PlanApi.BuildingBlocks.Tests.Forms;

/// <summary>What is kept of a form that could not be taken.</summary>
public sealed class SentFormTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password")]
    [InlineData("current")]
    [InlineData("repeat")]
    [InlineData("code")]
    [InlineData("letter")]
    [InlineData("clientSecret")]
    [InlineData("credential")]
    [InlineData("__RequestVerificationToken")]
    public async Task Secrets_are_not_kept(string field) => (await Sent((field, "hush"), ("name", "Ada"))).Fields.ShouldHaveSingleItem().Key.ShouldBe("name");

    [Theory]
    [InlineData("postalCode")]
    [InlineData("letterhead")]
    public async Task A_name_that_only_holds_the_word_is_kept(string field) => (await Sent((field, "12345"))).Fields.ShouldHaveSingleItem().Value.ShouldBe("12345");

    [Fact]
    public async Task Of_what_is_kept_people_are_shown_the_texts_that_they_wrote() =>
        (await Sent(("formId", "0192f0c1"), ("revision", "7"), ("country", "United States"), ("relationship", "personal representative"), ("description", " Two words\nand more "), ("website", "https://app.example"))).Written().ShouldBe(["Two words\nand more"]);

    /// <summary>What is kept of these fields.</summary>
    internal static async Task<SentForm> Sent(params (string Name, string Value)[] fields)
    {
        var body = Encoding.UTF8.GetBytes(string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}")));
        var http = new DefaultHttpContext
        {
            Request = { Method = "POST", Path = "/member/form", ContentType = "application/x-www-form-urlencoded", ContentLength = body.Length, Body = new MemoryStream(body) },
        };
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        return (await SentForm.Of(http.Request))!;
    }
}
