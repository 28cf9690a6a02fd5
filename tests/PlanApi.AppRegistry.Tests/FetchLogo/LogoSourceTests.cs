using PlanApi.AppRegistry.FetchLogo;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.TestKit;
using SkiaSharp;

namespace PlanApi.AppRegistry.Tests.FetchLogo;

/// <summary>Logos are asked for with the guard in force; for these tests 127.0.0.2 counts as public, and nothing else does.</summary>
public sealed class LogoSourceTests
{
    private static readonly OutboundGuard Guard = new(plainHttp: true, address => address.Equals(WebServer.Public));

    [Theory]
    [InlineData(SKEncodedImageFormat.Png), InlineData(SKEncodedImageFormat.Jpeg), InlineData(SKEncodedImageFormat.Webp)]
    public async Task A_picture_becomes_square_pngs_of_fixed_sizes(SKEncodedImageFormat format)
    {
        var fetched = await Fetch(Logos.Picture(300, 120, SKColors.DarkGreen, format));

        fetched.Problem.ShouldBe("");
        var logo = fetched.Logo.ShouldNotBeNull();
        foreach (var (bytes, side) in new[] { (logo.Small, 96), (logo.Large, 256) })
        {
            using var codec = SKCodec.Create(new MemoryStream(bytes));
            (codec.EncodedFormat, codec.Info.Width, codec.Info.Height).ShouldBe((SKEncodedImageFormat.Png, side, side));
            using var drawn = SKBitmap.Decode(bytes);
            drawn.GetPixel(side / 2, side / 2).Green.ShouldBeInRange((byte)90, (byte)110);
            drawn.GetPixel(side / 2, 2).Alpha.ShouldBe((byte)0, "above a wide picture there is nothing");
        }
    }

    [Fact]
    public async Task The_same_picture_has_the_same_hash_and_nothing_of_the_file_is_kept()
    {
        var file = Logos.Picture(64, 64, SKColors.Navy);
        var (first, again, other) = (await Fetch(file), await Fetch([.. file, .. "<script>alert(1)</script>"u8]), await Fetch(Logos.Picture(64, 64, SKColors.Red)));

        again.Logo!.Hash.ShouldBe(first.Logo!.Hash);
        again.Logo.Large.ShouldBe(first.Logo.Large);
        other.Logo!.Hash.ShouldNotBe(first.Logo.Hash);
    }

    [Fact]
    public async Task What_is_no_picture_is_told()
    {
        const string None = "The file is no PNG, JPEG, WebP or GIF picture. SVG is not taken";
        (await Fetch("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><script>alert(1)</script></svg>"u8.ToArray())).Problem.ShouldBe(None);
        (await Fetch("<!doctype html><p>Hello"u8.ToArray())).Problem.ShouldBe(None);
        (await Fetch([])).Problem.ShouldBe(None);
        (await Fetch(Logos.Picture(64, 64, SKColors.Red)[..60])).Logo.ShouldBeNull();
    }

    [Fact]
    public async Task A_small_file_that_would_unfold_into_a_huge_picture_is_not_decoded()
    {
        var bomb = Logos.Picture(64, 64, SKColors.Red);
        // The width in the PNG's head (bytes 16 to 19), with the checksum of that chunk made right again.
        (bomb[18], bomb[19]) = (0x75, 0x30);
        BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Crc32(bomb.AsSpan(12, 17)))).CopyTo(bomb, 29);

        (await Fetch(bomb)).Problem.ShouldBe("The picture is 30000 by 64 pixels: use at most 4096 on a side, and 8 million in all");
        (await Fetch(Logos.Picture(4000, 3000, SKColors.Red))).Problem.ShouldStartWith("The picture is 4000 by 3000 pixels");
        (await Fetch(Logos.Picture(16, 16, SKColors.Red))).Problem.ShouldBe("The picture is 16 by 16 pixels: use at least 32");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task More_than_a_megabyte_is_not_read(bool told)
    {
        await using var server = await WebServer.Start(async http =>
        {
            http.Response.ContentLength = told ? 5 << 20 : null;
            for (var i = 0; i < 80 && !http.RequestAborted.IsCancellationRequested; i++) await http.Response.Body.WriteAsync(new byte[1 << 16], CancellationToken.None);
        });

        (await Ask(server.Url)).Problem.ShouldBe("The file is larger than 1 MB");
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up()
    {
        await using var server = await WebServer.Start(async http =>
        {
            await http.Response.Body.WriteAsync(new byte[10]);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        using var source = new LogoSource(Guard, TimeSpan.FromSeconds(0.5));

        (await source.Fetch(server.Url, default)).Problem.ShouldBe("No answer within 0.5 seconds");
    }

    [Fact]
    public async Task Our_own_network_is_not_asked_neither_straight_nor_by_a_redirect()
    {
        await using var inside = await WebServer.Start(http => http.Response.Body.WriteAsync(Logos.Picture(64, 64, SKColors.Red)).AsTask(), inside: true);
        await using var outside = await WebServer.Start(http =>
        {
            http.Response.Redirect(inside.Url);
            return Task.CompletedTask;
        });

        (await Ask(inside.Url)).Problem.ShouldBe("Its name leads to no public address");
        (await Ask(outside.Url)).Problem.ShouldBe("Its name leads to no public address");
        inside.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task An_error_is_told_with_its_status()
    {
        await using var server = await WebServer.Start(http =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        (await Ask(server.Url)).Problem.ShouldBe("It answered 404");
    }

    private static async Task<FetchedLogo> Fetch(byte[] file)
    {
        await using var server = await WebServer.Start(http => http.Response.Body.WriteAsync(file).AsTask());
        return await Ask(server.Url);
    }

    private static async Task<FetchedLogo> Ask(string url)
    {
        using var source = new LogoSource(Guard);
        return await source.Fetch(url, default);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
