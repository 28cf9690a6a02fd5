using System.Security.Cryptography;
using PlanApi.BuildingBlocks.Web;
using SkiaSharp;

namespace PlanApi.AppRegistry.FetchLogo;

/// <summary>
/// Makes square PNGs of a picture from outside. Its size is read before any of it is decoded, so that a small file cannot unfold into a huge picture; what we
/// keep is drawn anew, with nothing of the file in it. SVG is a program more than a picture, and is none of the kinds that are read.
/// </summary>
internal static class LogoPictures
{
    private const int MinSide = 32, MaxSide = 4096, MaxPixels = 8_000_000;

    public static FetchedLogo Make(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif })
        {
            return Not("The file is no PNG, JPEG, WebP or GIF picture. SVG is not taken");
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Max(width, height) > MaxSide || (long)width * height > MaxPixels)
        {
            return Not($"The picture is {width} by {height} pixels: use at most {MaxSide} on a side, and 8 million in all");
        }

        if (Math.Max(width, height) < MinSide)
        {
            return Not($"The picture is {width} by {height} pixels: use at least {MinSide}");
        }

        using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(picture.Info, picture.GetPixels()) is not SKCodecResult.Success)
        {
            return Not("The picture is damaged or cut off");
        }

        var large = Square(picture, AppPicture.Large);
        return new(new(Convert.ToHexStringLower(SHA256.HashData(large))[..32], Square(picture, AppPicture.Small), large), "");
    }

    private static byte[] Square(SKBitmap picture, int side)
    {
        var scale = (float)side / Math.Max(picture.Width, picture.Height);
        var (width, height) = (picture.Width * scale, picture.Height * scale);
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var image = SKImage.FromBitmap(picture);
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.DrawImage(
            image, SKRect.Create((side - width) / 2, (side - height) / 2, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var png = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static FetchedLogo Not(string problem) => new(null, problem);
}
